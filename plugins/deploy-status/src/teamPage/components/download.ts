/** Saves text as a file. Begins with a mark by which spreadsheets know that it is UTF-8. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(
    new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
