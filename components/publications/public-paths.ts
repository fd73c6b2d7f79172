/** Within the desk its own address is left out, so that a page works by whichever name it was reached. */
export const pathOf = (url: string) => new URL(url).pathname;
