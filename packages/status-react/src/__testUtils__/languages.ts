/** Configuration of a test app in one of our languages. */
export const inLanguage = (defaultLanguage: 'en' | 'ja') => ({
  app: {
    baseUrl: 'http://localhost:3000',
    extensions: [
      {
        'api:app/app-language': {
          config: { availableLanguages: ['en', 'ja'], defaultLanguage },
        },
      },
    ],
  },
  backend: { baseUrl: 'http://localhost:7007' },
});
