/** A service as the home page needs it. */
export interface Service {
  entityRef: string;
  name: string;
  /** Of its Argo CD Applications, where its annotations name one. */
  applicationName?: string;
}

/** Whose services are meant: the person's own if there are any, or everyone's. */
export type ServiceScope = 'own-or-all' | 'all';

/** The services of one scope. */
export interface Services {
  scope: 'own' | 'all';
  services: Service[];
  /** How many there are in all, also past those that are listed. */
  total: number;
  /** How many the person's own teams have. */
  own: number;
}
