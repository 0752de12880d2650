/** A feature that a commit adds: the flag, what it does, the commit's message. */
export type Feature = readonly [flag: string, meaning: string, message: string];

/** A number that commits tune: the Go constant, its unit, and the values over time with the reason for each. */
export interface Setting {
  constant: string;
  unit: 'time.Millisecond' | 'time.Second' | 'time.Minute' | '1';
  meaning: string;
  first: number;
  steps: readonly (readonly [value: number, message: string])[];
}

/** What the people of a service work on. */
export interface Work {
  features: readonly Feature[];
  settings: readonly Setting[];
}

const timeout = (
  meaning: string,
  first: number,
  ...steps: (readonly [number, string])[]
): Setting => ({
  constant: 'UpstreamTimeout',
  unit: 'time.Millisecond',
  meaning,
  first,
  steps,
});
const size = (
  constant: string,
  meaning: string,
  first: number,
  ...steps: (readonly [number, string])[]
): Setting => ({
  constant,
  unit: '1',
  meaning,
  first,
  steps,
});

/** Per service: features in the order they came, and the numbers that were tuned. */
export const WORK: Readonly<Record<string, Work>> = {
  'blog-api': {
    features: [
      [
        'scheduled-posts',
        'publish a draft at a set time',
        'Publish drafts at a set time',
      ],
      [
        'post-revisions',
        'keep the last 20 versions of a post',
        'Keep the last 20 revisions of a post',
      ],
      [
        'tag-suggestions',
        'suggest tags while a draft is saved',
        'Suggest tags from the words of a draft',
      ],
      [
        'soft-delete',
        'deleted posts can come back for 30 days',
        'Keep deleted posts for 30 days',
      ],
      [
        'series',
        'posts that belong together',
        'Let writers group posts into a series',
      ],
      [
        'ogp-cards',
        'preview cards of linked pages',
        'Store preview cards of linked pages',
      ],
      [
        'draft-conflicts',
        'tell a writer who saves over newer work',
        'Refuse a draft that is older than what is stored',
      ],
    ],
    settings: [
      timeout(
        'how long blog-db may take',
        1200,
        [900, 'Give up on slow queries after 900 ms'],
        [700, 'Give up on slow queries after 700 ms'],
      ),
      size(
        'PostsPerPage',
        'posts in one page of a list',
        20,
        [25, 'Answer 25 posts per page'],
        [30, 'Answer 30 posts per page, as the apps ask for'],
      ),
    ],
  },
  'blog-web': {
    features: [
      [
        'dark-theme',
        'follow the reader’s colour scheme',
        'Follow the reader’s colour scheme',
      ],
      [
        'lazy-images',
        'load images when they come near',
        'Load images only when they come near the viewport',
      ],
      [
        'reading-time',
        'show how long a post takes to read',
        'Show the reading time above a post',
      ],
      [
        'related-posts',
        'three posts to read next',
        'Show three recommended posts below an article',
      ],
      [
        'early-hints',
        'send 103 with the style sheet',
        'Send early hints for the style sheet',
      ],
      [
        'structured-data',
        'JSON-LD for search engines',
        'Describe articles to search engines with JSON-LD',
      ],
    ],
    settings: [
      timeout('how long blog-api may take', 1500, [
        1000,
        'Wait at most a second for blog-api',
      ]),
      size(
        'CommentsShown',
        'comments below a post before "more"',
        10,
        [15, 'Show 15 comments before "more"'],
        [12, 'Show 12 comments: 15 pushed the ads below the fold'],
      ),
      {
        constant: 'PageCacheFor',
        unit: 'time.Second',
        meaning: 'how long a rendered page is kept',
        first: 30,
        steps: [
          [60, 'Keep rendered pages for a minute'],
          [90, 'Keep rendered pages for 90 seconds'],
        ],
      },
    ],
  },
  'blog-editor': {
    features: [
      [
        'autosave',
        'save the draft while writing',
        'Save drafts while the writer is typing',
      ],
      [
        'paste-images',
        'upload images from the clipboard',
        'Upload images pasted from the clipboard',
      ],
      [
        'alt-text-reminder',
        'ask for alternative text',
        'Ask for alternative text before publishing',
      ],
      [
        'markdown-shortcuts',
        'headings and lists by typing',
        'Turn # and - into headings and lists while typing',
      ],
      [
        'word-count',
        'count characters and words',
        'Count characters the way Japanese writers expect',
      ],
    ],
    settings: [
      {
        constant: 'AutosaveEvery',
        unit: 'time.Second',
        meaning: 'time between two autosaves',
        first: 20,
        steps: [
          [10, 'Save drafts every 10 seconds'],
          [15, 'Save drafts every 15 seconds: 10 was half of all writes'],
        ],
      },
      size('MaxImagesPerPost', 'images in one post', 30, [
        50,
        'Allow 50 images per post',
      ]),
    ],
  },
  'comment-service': {
    features: [
      [
        'rate-limit',
        'slow down people who comment very fast',
        'Limit comments per account and minute',
      ],
      [
        'ng-words',
        'hold comments with words the writer listed',
        'Hold comments with words that the writer does not want',
      ],
      ['thread-mute', 'mute one thread', 'Let writers mute a thread'],
      [
        'reply-count',
        'count replies when they are written',
        'Count replies on write, not on every read',
      ],
      [
        'author-badge',
        'mark the writer’s own comments',
        'Mark the writer’s own comments',
      ],
    ],
    settings: [
      size('MaxDepth', 'levels of replies', 3, [
        4,
        'Allow four levels of replies',
      ]),
      size(
        'PerMinute',
        'comments of one account in a minute',
        10,
        [6, 'Allow six comments a minute, after last week’s spam'],
        [8, 'Allow eight comments a minute again'],
      ),
    ],
  },
  'image-resize': {
    features: [
      [
        'avif',
        'answer AVIF where the browser takes it',
        'Answer AVIF where the browser takes it',
      ],
      [
        'focal-point',
        'crop around what matters',
        'Crop around the focal point',
      ],
      ['animated-webp', 'turn GIF into WebP', 'Turn animated GIF into WebP'],
      [
        'strip-gps',
        'drop the place from photos',
        'Drop GPS positions from photos',
      ],
      ['blurhash', 'placeholders while loading', 'Make blurhash placeholders'],
    ],
    settings: [
      size(
        'Workers',
        'images worked on at once',
        4,
        [6, 'Work on six images at once'],
        [8, 'Work on eight images at once on the new nodes'],
      ),
      size('MaxMegapixels', 'largest image taken', 60, [
        80,
        'Take images of up to 80 megapixels',
      ]),
    ],
  },
  'media-upload': {
    features: [
      [
        'resume',
        'go on after a lost connection',
        'Resume uploads after a lost connection',
      ],
      [
        'checksum',
        'compare SHA-256 of what arrived',
        'Compare the checksum of every part',
      ],
      ['heic', 'take HEIC from phones', 'Take HEIC photos from phones'],
      [
        'virus-scan',
        'scan before anyone can see it',
        'Scan uploads before they can be seen',
      ],
    ],
    settings: [
      size(
        'PartMegabytes',
        'size of one part',
        5,
        [8, 'Upload in parts of 8 MB'],
        [6, 'Upload in parts of 6 MB: 8 failed on trains'],
      ),
      {
        constant: 'AbandonAfter',
        unit: 'time.Minute',
        meaning: 'when a silent upload is given up',
        first: 30,
        steps: [[60, 'Give up on silent uploads after an hour']],
      },
    ],
  },
  'video-transcode': {
    features: [
      ['hls-1080', '1080p streams', 'Make 1080p streams'],
      [
        'thumbnails',
        'a strip of still images',
        'Make thumbnails for the seek bar',
      ],
      [
        'spot-resume',
        'go on when a Spot node goes',
        'Resume a job when its Spot node is taken away',
      ],
    ],
    settings: [
      size('SegmentSeconds', 'length of a segment', 6, [
        4,
        'Cut segments of four seconds for faster starts',
      ]),
      size('ParallelJobs', 'jobs on one node', 2, [
        3,
        'Run three jobs per node',
      ]),
    ],
  },
  session: {
    features: [
      [
        'rotate-tokens',
        'a new token on each sign-in',
        'Rotate the token on every sign-in',
      ],
      ['passkeys', 'sign in without a password', 'Accept passkeys'],
      [
        'device-list',
        'show where one is signed in',
        'List the devices of a member',
      ],
      [
        'sign-out-everywhere',
        'end all sessions',
        'Let members sign out everywhere',
      ],
    ],
    settings: [
      {
        constant: 'IdleFor',
        unit: 'time.Minute',
        meaning: 'when a silent session ends',
        first: 60,
        steps: [[120, 'End silent sessions after two hours']],
      },
      timeout('how long the cache may take', 80, [
        50,
        'Fall back to the database after 50 ms',
      ]),
    ],
  },
  profile: {
    features: [
      ['pronouns', 'pronouns on profiles', 'Show pronouns on profiles'],
      ['cover-image', 'a wide picture above a profile', 'Add cover images'],
      [
        'handle-history',
        'old names lead to the new one',
        'Redirect old handles to new ones',
      ],
      ['export', 'download one’s own data', 'Let members download their data'],
    ],
    settings: [
      size('IntroductionLength', 'characters of an introduction', 200, [
        400,
        'Allow introductions of 400 characters',
      ]),
      {
        constant: 'CacheFor',
        unit: 'time.Second',
        meaning: 'how long a profile is kept',
        first: 120,
        steps: [
          [300, 'Keep profiles for five minutes'],
          [240, 'Keep profiles for four minutes'],
        ],
      },
    ],
  },
  checkout: {
    features: [
      [
        'konbini',
        'pay at a convenience store',
        'Accept payment at convenience stores',
      ],
      [
        'idempotency',
        'the same order twice is one order',
        'Treat a repeated order as one',
      ],
      [
        'tax-lines',
        'consumption tax on its own line',
        'Show consumption tax on its own line',
      ],
    ],
    settings: [
      timeout('how long the payment provider may take', 5000, [
        8000,
        'Wait eight seconds for the payment provider',
      ]),
    ],
  },
  'billing-worker': {
    features: [
      [
        'dunning',
        'try a failed charge three times',
        'Try a failed charge again after one, three and seven days',
      ],
      ['invoice-pdf', 'invoices as PDF', 'Write invoices as PDF'],
    ],
    settings: [
      size('BatchSize', 'subscriptions charged at once', 100, [
        250,
        'Charge 250 subscriptions per batch',
      ]),
    ],
  },
  'search-api': {
    features: [
      [
        'synonyms',
        'スマホ finds スマートフォン',
        'Find スマートフォン when someone searches スマホ',
      ],
      [
        'suggest',
        'complete the query while typing',
        'Complete queries while the reader is typing',
      ],
      [
        'tag-boost',
        'posts with the tag come first',
        'Rank posts with the exact tag first',
      ],
      ['recency', 'new posts count more', 'Let new posts count more'],
      [
        'safe-search',
        'leave out adult blogs',
        'Leave adult blogs out unless asked',
      ],
      [
        'did-you-mean',
        'correct typing errors',
        'Suggest a correction when nothing is found',
      ],
    ],
    settings: [
      timeout(
        'how long the index may take',
        800,
        [600, 'Give the index 600 ms'],
        [500, 'Give the index 500 ms'],
      ),
      size('ResultsPerPage', 'posts on one page', 10, [
        20,
        'Answer 20 results per page',
      ]),
    ],
  },
  recommendation: {
    features: [
      [
        'co-reading',
        'posts that the same people read',
        'Recommend what the same people read',
      ],
      [
        'diversity',
        'not three posts of one blog',
        'Show at most one post per blog',
      ],
      [
        'cold-start',
        'popular posts for new readers',
        'Recommend popular posts to new readers',
      ],
      ['explain', 'why a post is shown', 'Say why a post is recommended'],
    ],
    settings: [
      size(
        'Candidates',
        'posts looked at per answer',
        200,
        [400, 'Rank 400 candidates'],
        [300, 'Rank 300 candidates: 400 cost 40 ms'],
      ),
    ],
  },
  timeline: {
    features: [
      [
        'fan-out',
        'write to the timelines of followers',
        'Write new posts to the timelines of followers',
      ],
      [
        'mute-blog',
        'hide a blog for a while',
        'Let readers mute a blog for a while',
      ],
      [
        'gap-marker',
        'show where reading stopped',
        'Mark where the reader stopped last time',
      ],
      [
        'ranked-top',
        'the three best posts first',
        'Put the three most read posts of the day first',
      ],
    ],
    settings: [
      size('Kept', 'posts kept per timeline', 500, [
        800,
        'Keep 800 posts per timeline',
      ]),
      {
        constant: 'RefreshEvery',
        unit: 'time.Second',
        meaning: 'time between two looks for new posts',
        first: 60,
        steps: [
          [30, 'Look for new posts every 30 seconds'],
          [45, 'Look for new posts every 45 seconds'],
        ],
      },
    ],
  },
  'notification-gateway': {
    features: [
      [
        'quiet-hours',
        'no push at night',
        'Send nothing between 22:00 and 7:00',
      ],
      ['digest', 'one mail a day', 'Collect comments into one mail a day'],
    ],
    settings: [
      size('PerHour', 'pushes to one member in an hour', 5, [
        3,
        'Send at most three pushes an hour',
      ]),
    ],
  },
};
