const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** Brackets that are open between two elements: the text's own, and the array's. */
const BETWEEN_ITEMS = 2;

/**
 * Cuts a JSON text that arrives in pieces into the elements of one large array
 * at its top level, and the rest of it, where that array is empty. It only
 * counts brackets and quotes: whether a part is JSON is for whoever parses it.
 * Nothing of a piece is kept after it was written, nor of what `each` was given:
 * its memory is for whoever brought it to use again.
 *
 * @public
 */
export class ItemSplitter {
  readonly #name: string;
  /** What came in earlier pieces of the element under way. */
  #element: Buffer[] = [];
  readonly #rest: Buffer[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inItems = false;
  #anyItem = false;

  /**
   * @param key - of the array, in the object that the text is
   * @param each - called with the text of each element, in UTF-8
   */
  constructor(
    key: string,
    private readonly each: (text: Buffer) => void,
  ) {
    this.#name = JSON.stringify(key);
  }

  write(piece: Buffer): void {
    /** Where the part under way begins in this piece. */
    let from = 0;
    for (let at = this.#afterString(piece, 0); at < piece.length; at++) {
      const byte = piece[at];
      if (byte === QUOTE) {
        this.#inString = true;
        at = this.#afterString(piece, at + 1) - 1;
      } else if (byte === OBJECT || byte === ARRAY) {
        this.#depth += 1;
        if (this.#begins(byte, piece.subarray(from, at))) {
          this.#rest.push(Buffer.from(piece.subarray(from, at + 1)));
          this.#inItems = true;
          from = at + 1;
        }
      } else if (byte === OBJECT_END || byte === ARRAY_END) {
        this.#depth -= 1;
        if (this.#inItems && this.#depth < BETWEEN_ITEMS) {
          this.#last(piece.subarray(from, at));
          this.#inItems = false;
          from = at;
        }
      } else if (
        byte === COMMA &&
        this.#inItems &&
        this.#depth === BETWEEN_ITEMS
      ) {
        this.#item(piece.subarray(from, at));
        from = at + 1;
      }
    }
    (this.#inItems ? this.#element : this.#rest).push(
      Buffer.from(piece.subarray(from)),
    );
  }

  /**
   * Where the piece goes on after the string under way, if any; most of a list
   * is strings, so this looks at a byte and at nothing else.
   */
  #afterString(piece: Buffer, start: number): number {
    const { length } = piece;
    if (!this.#inString || start >= length) {
      return start;
    }
    let at = this.#escaped ? start + 1 : start;
    this.#escaped = false;
    while (at < length) {
      const byte = piece[at];
      if (byte === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
      at += byte === BACKSLASH ? 2 : 1;
    }
    this.#escaped = at > length;
    return length;
  }

  /** The text without the elements, of all that was written. */
  rest(): string {
    return Buffer.concat(this.#rest).toString();
  }

  /** Whether a bracket that was just opened is the array's; `before` is what came since the last piece. */
  #begins(byte: number, before: Buffer): boolean {
    if (byte !== ARRAY || this.#inItems || this.#depth !== BETWEEN_ITEMS) {
      return false;
    }
    const text = Buffer.concat([...this.#rest, before])
      .toString()
      .trimEnd();
    const name = text.slice(0, -1).trimEnd();
    return (
      text.endsWith(':') &&
      name.endsWith(this.#name) &&
      // A quote inside a name has a backslash before it.
      name.at(-this.#name.length - 1) !== '\\'
    );
  }

  #item(end: Buffer): void {
    this.#anyItem = true;
    this.each(this.#text(end));
  }

  /** Before the array's end: an element, or nothing in an array that is empty. */
  #last(end: Buffer): void {
    const text = this.#text(end);
    if (this.#anyItem || text.toString().trim() !== '') {
      this.each(text);
    }
  }

  #text(end: Buffer): Buffer {
    const text =
      this.#element.length === 0 ? end : Buffer.concat([...this.#element, end]);
    this.#element = [];
    return text;
  }
}
