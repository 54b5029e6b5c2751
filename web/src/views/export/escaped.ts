const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML and SVG have it, in attributes too. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!).replace(/\p{Cc}/gu, ' ');
