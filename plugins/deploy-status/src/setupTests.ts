import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole app is rendered, on machines that do other things too.
configure({ asyncUtilTimeout: 5000 });
jest.setTimeout(30_000);

// Language, theme and sign-in are kept there; each test starts afresh.
afterEach(() => window.localStorage.clear());
