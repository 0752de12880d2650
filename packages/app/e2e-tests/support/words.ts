/** What is named the same in both languages of the portal: exactly one of these. */
export const either = (english: string, japanese: string): RegExp =>
  new RegExp(`^(${english}|${japanese})$`);
