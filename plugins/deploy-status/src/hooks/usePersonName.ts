import { parseEntityRef } from '@backstage/catalog-model';
import { useLanguage, useSignedInPerson } from '@michi/status-react';

/** What to call the signed-in person; undefined until it is known. */
export function usePersonName(): string | undefined {
  const person = useSignedInPerson();
  const language = useLanguage();
  if (!person) return undefined;
  const name = person.displayName ?? parseEntityRef(person.userEntityRef).name;
  // English greets by the first name, Japanese by the whole one.
  return language === 'en' ? name.split(' ')[0] : name;
}
