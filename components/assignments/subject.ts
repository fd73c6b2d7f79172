/** Which assignment a dialog is about, as the screen shows it. */
export interface Subject {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly channelName: string;
}
