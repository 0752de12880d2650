/** What a service's overview begins with, by extension id; all else follows as it came. */
const FIRST = ['entity-card:deploy-status/deployments'];

/** Puts the cards that answer the first question of a page before the others. */
export function firstThingsFirst<T extends { node: { spec: { id: string } } }>(
  cards: T[],
): T[] {
  const isFirst = ({ node }: T) => FIRST.includes(node.spec.id);
  return [...cards.filter(isFirst), ...cards.filter(card => !isFirst(card))];
}
