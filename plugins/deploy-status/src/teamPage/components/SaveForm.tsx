import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useEffect, useRef, useState } from 'react';
import { useTeamWords } from '../hooks/useTeamWords';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

/** Asks for the name of filters. */
export function SaveForm(props: {
  onSave(name: string): void;
  onCancel(): void;
}) {
  const { onSave, onCancel } = props;
  const classes = useStyles();
  const t = useTeamWords();
  const [name, setName] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // Whoever asked for it writes next.
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className={classes.root}
      onSubmit={event => {
        event.preventDefault();
        if (name.trim()) onSave(name.trim());
      }}
    >
      <TextField
        size="small"
        variant="outlined"
        inputRef={input}
        value={name}
        placeholder={t('filter.name')}
        inputProps={{ 'aria-label': t('filter.name'), maxLength: 60 }}
        onChange={event => setName(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      <Button type="submit" size="small" disabled={!name.trim()}>
        {t('filter.confirm')}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('filter.cancel')}
      </Button>
    </form>
  );
}
