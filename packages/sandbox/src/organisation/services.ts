/** Where a service runs. */
export type Environment = 'dev' | 'staging' | 'production';

const EVERYWHERE: readonly Environment[] = ['dev', 'staging', 'production'];

/** A service of the example organisation. */
export interface Service {
  name: string;
  description: string;
  /** The owning group. */
  team: string;
  system: string;
  port: number;
  /** First two parts of its image tags; the third is the CI run's number. */
  series: string;
  environments: readonly Environment[];
  lifecycle: 'production' | 'experimental';
  provides: readonly string[];
  consumes: readonly string[];
  dependsOn: readonly string[];
  /** How many commits its people made within the 90 days. */
  commits: number;
  /** Days between promotions to production. */
  promotedEvery: number;
  /** Production has not been promoted for this many days. */
  productionBehind: number;
  /** Days ago that the repository was made, where that is within the 90 days. */
  createdDaysAgo?: number;
}

type Given = Pick<
  Service,
  'name' | 'description' | 'team' | 'system' | 'port' | 'series'
> &
  Partial<Service>;

const service = (given: Given): Service => ({
  environments: EVERYWHERE,
  lifecycle: 'production',
  provides: [],
  consumes: [],
  dependsOn: [],
  commits: 22,
  promotedEvery: 6,
  productionBehind: 0,
  ...given,
});

/** Every service that the organisation has on its first day in the portal. */
export const SERVICES: readonly Service[] = [
  service({
    name: 'blog-api',
    description: 'Posts and drafts: what a blog is made of.',
    team: 'blog',
    system: 'blogging',
    port: 8080,
    series: '1.42',
    provides: ['blog-api'],
    consumes: ['session-api', 'image-api'],
    dependsOn: [
      'resource:blog-db',
      'component:session',
      'component:image-resize',
    ],
    commits: 30,
    promotedEvery: 4,
  }),
  service({
    name: 'blog-web',
    description: 'Renders blogs and posts for readers.',
    team: 'blog',
    system: 'blogging',
    port: 8081,
    series: '2.8',
    consumes: ['blog-api', 'comment-api', 'timeline-api', 'recommendation-api'],
    dependsOn: [
      'component:blog-api',
      'component:comment-service',
      'component:design-tokens',
    ],
    commits: 28,
    promotedEvery: 4,
  }),
  service({
    name: 'blog-editor',
    description: 'Where writers write: drafts, images, scheduled publishing.',
    team: 'blog',
    system: 'blogging',
    port: 8082,
    series: '3.1',
    consumes: ['blog-api', 'upload-api', 'session-api'],
    dependsOn: [
      'component:blog-api',
      'component:media-upload',
      'component:design-tokens',
    ],
    commits: 24,
  }),
  service({
    name: 'comment-service',
    description: 'Comments below posts, and their moderation.',
    team: 'blog',
    system: 'blogging',
    port: 8083,
    series: '1.17',
    provides: ['comment-api'],
    consumes: ['session-api'],
    dependsOn: ['resource:blog-db', 'component:session'],
  }),
  service({
    name: 'image-resize',
    description: 'Makes renditions of images on demand and keeps them.',
    team: 'media',
    system: 'media',
    port: 8084,
    series: '0.9',
    provides: ['image-api'],
    dependsOn: ['resource:media-bucket'],
  }),
  service({
    name: 'media-upload',
    description: 'Takes uploads of images and video in resumable parts.',
    team: 'media',
    system: 'media',
    port: 8085,
    series: '1.5',
    provides: ['upload-api'],
    consumes: ['session-api'],
    dependsOn: [
      'resource:media-bucket',
      'resource:transcode-queue',
      'component:session',
    ],
  }),
  service({
    name: 'video-transcode',
    description: 'Turns uploaded video into streams for every device.',
    team: 'media',
    system: 'media',
    port: 8086,
    series: '0.7',
    // Its work needs machines that staging does not have.
    environments: ['dev', 'production'],
    dependsOn: ['resource:media-bucket', 'resource:transcode-queue'],
    commits: 16,
    promotedEvery: 9,
  }),
  service({
    name: 'session',
    description: 'Knows who is signed in.',
    team: 'identity',
    system: 'accounts',
    port: 8087,
    series: '2.3',
    provides: ['session-api'],
    dependsOn: ['resource:session-cache', 'resource:account-db'],
    commits: 18,
    promotedEvery: 8,
  }),
  service({
    name: 'profile',
    description: 'Names, pictures and introductions of members.',
    team: 'identity',
    system: 'accounts',
    port: 8088,
    series: '1.12',
    provides: ['profile-api'],
    consumes: ['session-api', 'image-api'],
    dependsOn: [
      'resource:account-db',
      'component:session',
      'component:image-resize',
    ],
  }),
  service({
    name: 'checkout',
    description: 'Orders and subscriptions to paid blogs.',
    team: 'payments',
    system: 'payments',
    port: 8089,
    series: '1.4',
    provides: ['checkout-api'],
    consumes: ['session-api', 'profile-api'],
    dependsOn: [
      'resource:payment-db',
      'component:session',
      'component:profile',
    ],
    commits: 17,
    promotedEvery: 14,
    productionBehind: 33,
  }),
  service({
    name: 'billing-worker',
    description: 'Charges subscriptions and writes invoices every night.',
    team: 'payments',
    system: 'payments',
    port: 8090,
    series: '1.2',
    dependsOn: ['resource:payment-db', 'component:checkout'],
    commits: 13,
    promotedEvery: 16,
    productionBehind: 41,
  }),
  service({
    name: 'search-api',
    description: 'Search over posts and tags.',
    team: 'discovery',
    system: 'discovery',
    port: 8091,
    series: '1.20',
    provides: ['search-api'],
    dependsOn: ['resource:search-index'],
    commits: 26,
    promotedEvery: 5,
  }),
  service({
    name: 'recommendation',
    description: 'Posts that a reader may like next.',
    team: 'discovery',
    system: 'discovery',
    port: 8092,
    series: '0.4',
    environments: ['dev', 'staging'],
    lifecycle: 'experimental',
    provides: ['recommendation-api'],
    consumes: ['search-api'],
    dependsOn: ['resource:search-index', 'component:search-api'],
    createdDaysAgo: 57,
  }),
  service({
    name: 'timeline',
    description: 'New posts of the blogs that a member follows.',
    team: 'discovery',
    system: 'discovery',
    port: 8093,
    series: '1.8',
    provides: ['timeline-api'],
    consumes: ['blog-api', 'profile-api'],
    dependsOn: ['component:blog-api', 'component:profile'],
  }),
  service({
    name: 'notification-gateway',
    description: 'Sends what happened to members by push and mail.',
    team: 'discovery',
    system: 'discovery',
    port: 8094,
    series: '0.1',
    environments: ['dev'],
    lifecycle: 'experimental',
    consumes: ['profile-api'],
    dependsOn: ['component:profile'],
    commits: 9,
    createdDaysAgo: 12,
  }),
];
