/** A person, robot or organisation that owns repositories and commits. */
export interface Person {
  id: number;
  login: string;
  name: string;
  email: string;
  type: 'User' | 'Organization' | 'Bot';
}

/** A team of the organisation. */
export interface Team {
  slug: string;
  name: string;
  /** Logins. */
  members: readonly string[];
}

/** Everyone that the Git host knows. */
export class Accounts {
  readonly organisation: Person;
  private readonly people: Person[];

  /** @param owner - who the API token belongs to */
  constructor(given: {
    organisation: { login: string; name: string };
    people: readonly { login: string; name: string; email: string }[];
    teams: readonly Team[];
    owner: { login: string; name: string; email: string };
  }) {
    this.organisation = {
      id: 9_100,
      login: given.organisation.login,
      name: given.organisation.name,
      email: `hello@${given.organisation.login}.example`,
      type: 'Organization',
    };
    this.teams = given.teams;
    this.people = [given.owner, ...given.people].map((person, index) => ({
      ...person,
      id: 9_101 + index,
      type: 'User',
    }));
  }

  readonly teams: readonly Team[];

  /** Who acts when a request comes with the API token. */
  get tokenOwner(): Person {
    return this.people[0] ?? this.organisation;
  }

  /** A person, or the organisation itself. Logins do not distinguish case. */
  byLogin(login: string): Person | undefined {
    const wanted = login.toLowerCase();
    return [this.organisation, ...this.people].find(
      person => person.login.toLowerCase() === wanted,
    );
  }

  byEmail(email: string): Person | undefined {
    return this.people.find(person => person.email === email);
  }
}
