import {
  Sidebar,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import {
  useTranslationRef,
  type IconElement,
} from '@backstage/frontend-plugin-api';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import Divider from '@material-ui/core/Divider';
import { makeStyles } from '@material-ui/core/styles';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import SettingsIcon from '@material-ui/icons/Settings';
import { useMemo } from 'react';
import { appTranslationRef } from '../../translation';
import { AccountItem } from './AccountItem';
import { Logo } from './Logo';
import { SearchItem } from './SearchItem';

const useStyles = makeStyles(theme => ({
  divider: { width: '100%', margin: theme.spacing(1, 0) },
}));

/** Sidebar items take a component; pages declare an element. */
function useIconComponent(icon: IconElement) {
  return useMemo(() => () => icon, [icon]);
}

function NavItem({ item, text }: { item: NavContentNavItem; text?: string }) {
  const icon = useIconComponent(item.icon);
  return (
    <SidebarItem
      to={item.href}
      end={item.href === '/'}
      icon={icon}
      text={text ?? item.title}
    />
  );
}

/**
 * The sidebar: what people come for first, in that order; then whatever else
 * the installed plugins bring; settings and the person at the end.
 */
export function NavContent({ navItems }: NavContentComponentProps) {
  const { t } = useTranslationRef(appTranslationRef);
  const classes = useStyles();
  const items = navItems.clone();
  const first = [
    { item: items.take('page:home'), text: t('nav.home') },
    { item: items.take('page:deploy-status'), text: t('nav.deployments') },
    { item: items.take('page:catalog'), text: t('nav.catalog') },
    { item: items.take('page:scaffolder'), text: t('nav.create') },
    { item: items.take('page:api-docs'), text: t('nav.apis') },
    { item: items.take('page:techdocs'), text: t('nav.docs') },
    { item: items.take('page:catalog-graph'), text: t('nav.graph') },
  ];
  // Search and settings have their own places.
  items.take('page:search');
  items.take('page:user-settings');

  return (
    <Sidebar>
      <Logo />
      <SidebarGroup label={t('nav.search')} icon={<SearchIcon />} to="/search">
        <SearchItem />
      </SidebarGroup>
      <Divider className={classes.divider} />
      <SidebarGroup label={t('nav.menu')} icon={<MenuIcon />}>
        <SidebarScrollWrapper>
          {first.map(
            ({ item, text }) =>
              item && <NavItem key={item.href} item={item} text={text} />,
          )}
          {items.rest().map(item => (
            <NavItem key={item.href} item={item} />
          ))}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <Divider className={classes.divider} />
      <SidebarGroup
        label={t('nav.settings')}
        icon={<SettingsIcon />}
        to="/settings"
      >
        <AccountItem />
      </SidebarGroup>
    </Sidebar>
  );
}
