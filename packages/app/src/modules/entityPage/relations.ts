/** A JSON predicate over entities, as extension configuration writes them. */
type EntityFilter = {
  $all: [
    { kind: string },
    {
      relations: {
        $contains: { type: string; targetRef?: { $hasPrefix: string } };
      };
    },
  ];
};

/**
 * Components that have a relation of this type, to something of this kind.
 *
 * @param targetKind - lower case, such as `resource`; any kind where it is left out
 */
export function componentsThat(
  relation: string,
  targetKind?: string,
): EntityFilter {
  return {
    $all: [
      { kind: 'component' },
      {
        relations: {
          $contains: {
            type: relation,
            ...(targetKind && { targetRef: { $hasPrefix: `${targetKind}:` } }),
          },
        },
      },
    ],
  };
}
