import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  DNS_LABEL,
  NAME_LENGTH,
  RESERVED,
  serviceNameProblem,
} from './serviceName';

const TEMPLATE = resolve(
  __dirname,
  '../../../../templates/go-service/template.yaml',
);
const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(
      z.object({ properties: z.record(z.string(), z.unknown()) }),
    ),
  }),
});

describe('serviceNameProblem', () => {
  it.each(['abc', 'comment-service', 'a1-b2-c3', 'a'.repeat(40)])(
    'accepts %s',
    name => {
      expect(serviceNameProblem(name)).toBeUndefined();
    },
  );

  it.each([
    ['ab', /3 to 40/],
    ['a'.repeat(41), /41 characters/],
    ['a'.repeat(300), /300 characters/],
    ['a"b', /lower-case letters/],
    ['../x', /lower-case letters/],
    ['${{ secrets.X }}', /lower-case letters/],
    ['コメント', /lower-case letters/],
    ['Comments', /lower-case letters/],
    ['1service', /lower-case letters/],
    ['two--hyphens', /single hyphens/],
    ['-leading', /lower-case letters/],
    ['trailing-', /lower-case letters/],
    ['line\nbreak', /lower-case letters/],
    ['name\n', /lower-case letters/],
    ['null', /meaning of its own/],
    ['internal', /meaning of its own/],
  ])('refuses %j', (name, message) => {
    expect(serviceNameProblem(name)).toMatch(message);
  });

  it('is the rule that the form shows', () => {
    const { spec } = templateSchema.parse(
      parse(readFileSync(TEMPLATE, 'utf8')),
    );
    expect(spec.parameters[0]?.properties.name).toMatchObject({
      minLength: NAME_LENGTH.min,
      maxLength: NAME_LENGTH.max,
      pattern: DNS_LABEL.source,
      not: { enum: RESERVED },
    });
  });
});
