import { logSize } from './backendLog';

/** Notes where the backend's start ends in its log, before any test writes to it. */
export default function globalSetup(): void {
  process.env.MICHI_E2E_LOG_SIZE = String(logSize());
}
