/** A commit with everything that its object says. */
export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: { name: string; email: string; date: string };
  committer: { name: string; email: string; date: string };
  message: string;
}

/** Reads git's own format: header lines, an empty line, the message. */
export function parseCommit(sha: string, content: Buffer): GitCommit {
  const text = content.toString('utf8');
  const split = text.indexOf('\n\n');
  const headers = text.slice(0, split).split('\n');
  const values = (name: string) =>
    headers
      .filter(line => line.startsWith(`${name} `))
      .map(line => line.slice(name.length + 1));
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: text.slice(split + 2).replace(/\n+$/, ''),
  };
}

function parseSignature(line: string) {
  const found = /^(.*) <([^>]*)> (\d+) [+-]\d{4}$/.exec(line);
  const [, name = '', email = '', seconds = '0'] = found ?? [];
  return { name, email, date: isoSeconds(new Date(Number(seconds) * 1000)) };
}

/** GitHub's way of writing a time: ISO 8601 in UTC without fractions. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
