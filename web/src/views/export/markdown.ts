/** A figure as Markdown: its picture, which is saved beside the text and leads to the race, what it shows, and its checksum. */
export function figureMarkdown(figure: { caption: string; file: string; link: string; checksum: string }): string {
  const { file, link, checksum } = figure;
  const caption = figure.caption.replace(/[\\[\]*_`<>]/g, '\\$&');
  return `[![${caption}](${file})](<${link}>)\n\n${caption} ${checksum}`.trimEnd();
}
