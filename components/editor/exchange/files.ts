/** Files from and to the disk of whoever looks at the page. */

/** Offers a text as a file. */
export function download(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has taken it once this turn is over.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

export interface ChosenFile {
  name: string;
  text: string;
}

/** Asks for files; none when it is called off. */
export function chooseFiles({ many }: { many: boolean }): Promise<ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,.txt,.py,application/json,text/plain";
    input.multiple = many;
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      resolve(
        Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
      );
    });
    input.click();
  });
}
