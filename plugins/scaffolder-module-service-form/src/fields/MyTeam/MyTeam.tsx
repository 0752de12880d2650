import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import { useEffect } from 'react';
import { serviceFormTranslationRef } from '../../translation';
import { useTeams } from './useTeams';

/**
 * The team that will own a service: one of the person's own, chosen already if
 * there is only one. It is a native select, so keyboards, screen readers and
 * phones treat it as they treat any other.
 */
export const MyTeam = (props: FieldExtensionComponentProps<string>) => {
  const { onChange, formData, schema, idSchema, required } = props;
  const { t } = useTranslationRef(serviceFormTranslationRef);
  const { state, retry } = useTeams();
  const teams = state.status === 'ready' ? state.teams : [];
  const only = teams.length === 1 ? teams[0]?.ref : undefined;
  const chosen = teams.some(team => team.ref === formData) ? formData : '';
  const notYours = state.status === 'ready' && Boolean(formData) && !chosen;

  useEffect(() => {
    if (only && !formData) {
      onChange(only);
    }
  }, [only, formData, onChange]);

  const id = idSchema.$id;
  const errors = props.rawErrors ?? [];
  return (
    <ScaffolderField
      rawErrors={errors}
      errors={props.errors}
      rawDescription={
        props.uiSchema['ui:description'] ?? schema.description ?? ''
      }
      required={required}
      disabled={props.disabled}
    >
      <TextField
        id={id}
        select
        label={props.uiSchema['ui:title'] ?? schema.title}
        value={chosen}
        onChange={event => onChange(event.target.value || undefined)}
        required={required}
        disabled={props.disabled || state.status !== 'ready'}
        error={errors.length > 0 || notYours || state.status === 'none'}
        margin="normal"
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        inputProps={{ 'aria-describedby': `${id}__state` }}
      >
        <option value="">
          {state.status === 'loading'
            ? t('team.loading')
            : t('team.placeholder')}
        </option>
        {teams.map(team => (
          <option key={team.ref} value={team.ref}>
            {team.title}
          </option>
        ))}
      </TextField>
      <div id={`${id}__state`} role="status" aria-live="polite">
        {notYours && (
          <FormHelperText error>{t('team.notYours')}</FormHelperText>
        )}
        {state.status === 'none' && (
          <FormHelperText error>
            <strong>{t('team.noneTitle')}</strong> {t('team.none')}
          </FormHelperText>
        )}
        {state.status === 'failed' && (
          <FormHelperText error>
            {t('team.failed', { error: state.error })}{' '}
            <Button size="small" variant="outlined" onClick={retry}>
              {t('team.retry')}
            </Button>
          </FormHelperText>
        )}
      </div>
    </ScaffolderField>
  );
};
