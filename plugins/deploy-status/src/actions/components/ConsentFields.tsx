import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { Plan } from '@michi/plugin-deploy-status-common';
import { useActionWords } from '../hooks/useActionWords';
import {
  isOtherCase,
  isReasonGiven,
  REASON,
  type Consent,
} from '../model/flow';

const useStyles = makeStyles(theme => ({
  root: {
    border: 0,
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
  legend: { fontWeight: 600, padding: 0, marginBottom: theme.spacing(1) },
}));

/** Why it is done, and what a protected environment asks for: that, and its name. */
export function ConsentFields(props: {
  environment: string;
  requires: Plan['requires'];
  consent: Consent;
  disabled: boolean;
  onChange(change: Partial<Consent>): void;
}): JSX.Element {
  const { environment, requires, consent, disabled, onChange } = props;
  const classes = useStyles();
  const { t } = useActionWords();
  const isTooShort = consent.reason.trim() !== '' && !isReasonGiven(consent);
  const isWrongCase = isOtherCase(consent, environment);
  return (
    <fieldset className={classes.root} disabled={disabled}>
      {(requires.reason || requires.confirm) && (
        <legend className={classes.legend}>
          {t('consent.protected', { environment })}
        </legend>
      )}
      <TextField
        id="deploy-status-reason"
        label={
          requires.reason ? t('consent.reason') : t('consent.reasonOptional')
        }
        helperText={
          isTooShort
            ? t('consent.reasonShort', { min: String(REASON.min) })
            : t('consent.reasonHint')
        }
        required={requires.reason}
        error={isTooShort}
        fullWidth
        size="small"
        variant="outlined"
        multiline
        maxRows={4}
        disabled={disabled}
        inputProps={{ maxLength: REASON.max }}
        value={consent.reason}
        onChange={event => onChange({ reason: event.target.value })}
      />
      {requires.confirm && (
        <TextField
          id="deploy-status-confirm"
          label={t('consent.confirm', { environment })}
          helperText={
            isWrongCase ? t('consent.confirmCase', { environment }) : undefined
          }
          error={isWrongCase}
          required
          fullWidth
          size="small"
          variant="outlined"
          autoComplete="off"
          disabled={disabled}
          inputProps={{ spellCheck: false, autoCapitalize: 'off' }}
          value={consent.confirm}
          onChange={event => onChange({ confirm: event.target.value })}
        />
      )}
    </fieldset>
  );
}
