import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { KeyboardEvent } from 'react';
import { appTranslationRef } from '../../translation';
import type { Person } from './methods';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0, 0),
    padding: 0,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    overflow: 'hidden',
    '& > li + li': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  row: {
    width: '100%',
    justifyContent: 'flex-start',
    textAlign: 'left',
    gap: theme.spacing(2),
    padding: theme.spacing(1.25, 2),
    '&:hover, &:focus-visible': {
      backgroundColor: theme.palette.infoBackground,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  initials: {
    flex: 'none',
    width: 36,
    height: 36,
    borderRadius: '50%',
    display: 'grid',
    placeItems: 'center',
    fontSize: 13,
    fontWeight: 600,
    color: theme.palette.textSubtle,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.default,
  },
  name: { display: 'block', fontWeight: 600, fontSize: 14 },
  role: { display: 'block', color: theme.palette.textSubtle, fontSize: 13 },
}));

const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .map(part => part.charAt(0))
    .slice(0, 2)
    .join('');

/** Arrow keys move between the rows, as in any list. */
function onArrowKey(event: KeyboardEvent<HTMLButtonElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const list = event.currentTarget.closest('ul');
  const rows = Array.from(list?.querySelectorAll('button') ?? []);
  rows[rows.indexOf(event.currentTarget) + step]?.focus();
  event.preventDefault();
}

/** The people of this portal, one large row each. */
export function PeopleList(props: {
  people: Person[];
  onChoose(person: Person): void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <section aria-labelledby="michi-people">
      <Typography variant="h5" component="h2" id="michi-people">
        {t('signIn.peopleTitle')}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('signIn.peopleHint')}
      </Typography>
      <ul className={classes.list}>
        {props.people.map(person => (
          <li key={person.userEntityRef}>
            <ButtonBase
              className={classes.row}
              onKeyDown={onArrowKey}
              onClick={() => props.onChoose(person)}
            >
              <span className={classes.initials} aria-hidden="true">
                {initialsOf(person.name)}
              </span>
              <span>
                <span className={classes.name}>{person.name}</span>
                <span className={classes.role}>{person.role}</span>
              </span>
            </ButtonBase>
          </li>
        ))}
      </ul>
    </section>
  );
}
