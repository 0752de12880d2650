import { z } from 'zod';

/**
 * A name as systems give them, of at most so many characters: not empty, one
 * line, and nothing that cannot be seen.
 */
export const nameText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\ud800-\udfff]*$/u, 'Holds a control character');

/**
 * What people write, of at most so many characters. It may have lines, but
 * neither control characters nor half a character: PostgreSQL cannot keep them all.
 */
export const writtenText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(
      /^(?:[^\p{Cc}\ud800-\udfff]|[\t\n\r])*$/u,
      'Holds a character that cannot be stored',
    );
