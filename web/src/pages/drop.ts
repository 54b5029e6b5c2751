const dropping = (on: boolean): void => {
  document.body.classList.toggle('dropping', on);
};

/** Keeps the browser from opening files that are dragged over the page; whether there are any. */
function hold(event: DragEvent): boolean {
  if (!event.dataTransfer?.types.includes('Files')) return false;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  dropping(true);
  return true;
}

function listen(name: 'dragover' | 'dragleave' | 'drop', does: (event: DragEvent) => unknown): () => void {
  document.addEventListener(name, does);
  return () => document.removeEventListener(name, does);
}

/** Takes files that are dropped anywhere on the page. Returns what ends it. */
export function takeDropped(take: (files: File[]) => void): () => void {
  const offs = [
    listen('dragover', (event) => hold(event)),
    listen('dragleave', (event) => event.relatedTarget === null && dropping(false)),
    listen('drop', (event) => {
      if (!hold(event)) return;
      dropping(false);
      take([...(event.dataTransfer?.files ?? [])]);
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}
