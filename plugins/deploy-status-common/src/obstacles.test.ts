import { z } from 'zod';
import { obstacleKindSchema, obstacleSchema } from './obstacles';

const { kind } = obstacleSchema.shape;

it('reads what a newer backend has to say, and refuses what is not an obstacle', () => {
  const newer = { kind: 'moon-phase', message: 'The moon is not full yet.' };
  expect(obstacleSchema.parse(newer)).toEqual(newer);
  expect(obstacleSchema.safeParse({ kind: 7, message: 'x' }).success).toBe(
    false,
  );
});

it('is documented with the kinds that are sent, and no others', () => {
  const { override } = z
    .object({ override: z.custom<(of: { jsonSchema: object }) => void>() })
    .parse(kind.meta());
  const jsonSchema = z.toJSONSchema(kind, { override });
  expect(jsonSchema).toMatchObject({
    type: 'string',
    enum: obstacleKindSchema.options,
  });
  expect(jsonSchema).not.toHaveProperty('anyOf');
});
