import '@testing-library/jest-dom';

// Language, theme and sign-in are kept there; each test starts afresh.
afterEach(() => window.localStorage.clear());
