/**
 * What people can do to an entity's Applications. A page puts one
 * `ActionsProvider` around everything; the actions inside it share its dialog,
 * so that a dialog stays open when the row that it was opened from changes.
 */
export { ActionsProvider } from './components/ActionsProvider';
export { ApplicationActions } from './components/ApplicationActions';
export { PromoteAction } from './components/PromoteAction';
export { RollbackAction } from './components/RollbackAction';
