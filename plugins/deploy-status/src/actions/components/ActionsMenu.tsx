import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import type { Application } from '@michi/plugin-deploy-status-common';
import { useId } from 'react';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import type { Offered } from '../model/offers';

const useStyles = makeStyles(theme => ({
  item: { fontSize: 14 },
  // It can still be reached and read, which a disabled item cannot.
  denied: { cursor: 'default', color: theme.palette.text.disabled },
  hint: {
    maxWidth: 340,
    padding: theme.spacing(0, 2, 1),
    fontSize: 12,
    color: theme.palette.textSubtle,
  },
}));

/** Everything that can be done to an Application; what is denied, or cannot be done, says why and whom to ask. */
export function ActionsMenu(props: {
  /** Where it opens; closed while there is none. */
  anchor: HTMLElement | null;
  application: Application;
  /** Which Application's actions these are. */
  label: string;
  offered: Offered[];
  /** What there is to go back to; absent until it is known. */
  way: { back: { version: string | undefined } | undefined } | undefined;
  onChoose(offered: Offered): void;
  onClose(): void;
}): JSX.Element {
  const { anchor, application, label, offered, way, onChoose, onClose } = props;
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const { grantOf, denialOf } = useActions();
  const { name, environment, instance } = application;
  const denials = new Map(
    offered.flatMap(one => {
      const denial = denialOf(one, { instance, name, environment });
      return denial === undefined ? [] : [[one, denial] as const];
    }),
  );
  const canBeDone = (one: Offered) =>
    grantOf(one, instance) === 'granted' &&
    (one !== 'rollback' || way?.back !== undefined);
  const hintOf = (one: Offered): string => {
    if (one !== 'rollback') return t(`offer.${one}Hint`);
    if (!way) return t('offer.rollbackLooking');
    if (!way.back) return t('offer.rollbackNone');
    const version = way.back.version ?? t('offer.someVersion');
    return t('offer.rollbackHint', { version });
  };
  // What holds for everything is said once.
  const [first] = denials.values();
  const shared =
    denials.size === offered.length && new Set(denials.values()).size === 1
      ? first
      : undefined;
  return (
    <Menu
      anchorEl={anchor}
      open={anchor !== null}
      onClose={onClose}
      getContentAnchorEl={null}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      MenuListProps={{
        'aria-label': label,
        dense: true,
      }}
    >
      {/* The hint stands beside its item: what is in it would be its name. */}
      {offered.flatMap(one => {
        const isOpen = canBeDone(one);
        const hint = `${id}-${one}`;
        return [
          <MenuItem
            key={one}
            className={`${classes.item} ${isOpen ? '' : classes.denied}`}
            aria-disabled={!isOpen}
            aria-describedby={shared ? id : hint}
            onClick={() => isOpen && onChoose(one)}
          >
            {t(`offer.${one}`)}
          </MenuItem>,
          ...(shared
            ? []
            : [
                <li
                  key={hint}
                  id={hint}
                  role="presentation"
                  className={classes.hint}
                >
                  {denials.get(one) ?? hintOf(one)}
                </li>,
              ]),
        ];
      })}
      {shared && (
        <li id={id} role="presentation" className={classes.hint}>
          {shared}
        </li>
      )}
    </Menu>
  );
}
