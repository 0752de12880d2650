/** Somebody of the example organisation who can sign in. */
export interface Person {
  ref: string;
  name: string;
}

/** Developer in team blog, in her first week. */
export const YUKI: Person = {
  ref: 'user:default/yuki.sato',
  name: 'Yuki Sato',
};
/** Developer in team blog, on call. */
export const MIHO: Person = {
  ref: 'user:default/miho.tanaka',
  name: 'Miho Tanaka',
};
/** Developer in team identity. */
export const AOI: Person = {
  ref: 'user:default/aoi.kimura',
  name: 'Aoi Kimura',
};
/** Developer in team media. */
export const REN: Person = { ref: 'user:default/ren.ito', name: 'Ren Ito' };
/** CTO: reads everything, owns nothing. */
export const EMI: Person = {
  ref: 'user:default/emi.kobayashi',
  name: 'Emi Kobayashi',
};
