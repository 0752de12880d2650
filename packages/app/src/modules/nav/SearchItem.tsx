import { SidebarItem } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SearchModal,
  SearchModalProvider,
  useSearchModal,
} from '@backstage/plugin-search';
import SearchIcon from '@material-ui/icons/Search';
import { useEffect } from 'react';
import { appTranslationRef } from '../../translation';

/** Whether a key that was pressed here is text that somebody writes. */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

function SearchButton() {
  const { t } = useTranslationRef(appTranslationRef);
  const { state, toggleModal, setOpen } = useSearchModal();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isWriting(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [setOpen]);

  return (
    <>
      <SidebarItem
        icon={SearchIcon}
        text={t('nav.search')}
        onClick={toggleModal}
        aria-keyshortcuts="/"
      />
      <SearchModal {...state} toggleModal={toggleModal} />
    </>
  );
}

/** Search from everywhere: a click, or the key `/`. */
export function SearchItem() {
  return (
    <SearchModalProvider>
      <SearchButton />
    </SearchModalProvider>
  );
}
