/** Where a feed and its entries are read, below the desk's own address. Both stand as long as the desk has the rows. */
export const feedPath = (channelId: string) => `/feeds/${channelId}`;
export const watchPath = (assignmentId: string) => `/watch/${assignmentId}`;
