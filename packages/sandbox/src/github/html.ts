/** Text that is safe to put into a page as it stands. */
export class Html {
  constructor(readonly text: string) {}
}

/** Builds HTML; every value that is not itself HTML is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: (Html | string | number | readonly Html[])[]
): Html {
  const parts = strings.map((text, index) => {
    const value = values[index];
    return text + (value === undefined ? '' : toText(value));
  });
  return new Html(parts.join(''));
}

function toText(value: Html | string | number | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(each => each.text).join('');
  return String(value).replace(
    /[&<>"']/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; border: 1px solid #8886; padding: 1rem; line-height: 1.4; }
td { padding: .2rem 1rem .2rem 0; vertical-align: top; }
.note { color: GrayText; }`;

/** A whole page. */
export function page(title: string, body: Html): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <p class="note">Sandbox GitHub: a stand-in on this machine.</p>
        ${body}
      </body>
    </html> `.text;
}
