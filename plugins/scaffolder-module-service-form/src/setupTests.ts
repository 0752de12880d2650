import '@testing-library/jest-dom';

// The scaffolder's form scrolls to its top, which jsdom cannot.
window.scrollTo = () => {};
