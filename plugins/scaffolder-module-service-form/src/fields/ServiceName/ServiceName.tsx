import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import { serviceFormTranslationRef } from '../../translation';
import { describeProblem } from './describeProblem';
import { NameCheck, useNameCheck } from './useNameCheck';

type Messages = (typeof serviceFormTranslationRef)['T'];

function describe(
  check: NameCheck,
  name: string,
  t: TranslationFunction<Messages>,
): string {
  switch (check.status) {
    case 'empty':
      return '';
    case 'invalid':
      return describeProblem(check.problem, t);
    case 'taken':
      return t('name.taken', { name });
    default:
      return t(`name.${check.status}`);
  }
}

/**
 * The name of a service to be, checked while it is typed. What is wrong is said
 * below the field and, politely, to screen readers.
 */
export const ServiceName = (props: FieldExtensionComponentProps<string>) => {
  const { onChange, formData, schema, idSchema, required, rawErrors } = props;
  const { t } = useTranslationRef(serviceFormTranslationRef);
  const name = formData ?? '';
  const check = useNameCheck(name, schema);
  const wrong = check.status === 'invalid' || check.status === 'taken';
  const submittedEmpty = check.status === 'empty' && Boolean(rawErrors?.length);
  const id = idSchema.$id;

  return (
    <ScaffolderField
      // The field's own message says more than the schema's about the same fault.
      rawErrors={wrong || submittedEmpty ? (rawErrors ?? []) : []}
      errors={submittedEmpty ? props.errors : undefined}
      rawDescription={
        props.uiSchema['ui:description'] ?? schema.description ?? ''
      }
      required={required}
      disabled={props.disabled}
    >
      <TextField
        id={id}
        label={props.uiSchema['ui:title'] ?? schema.title}
        value={name}
        onChange={event => onChange(event.target.value || undefined)}
        onBlur={event => props.onBlur(id, event.target.value)}
        placeholder={props.placeholder}
        required={required}
        disabled={props.disabled}
        error={wrong || submittedEmpty}
        autoComplete="off"
        margin="normal"
        inputProps={{
          'aria-describedby': `${id}__check`,
          autoCapitalize: 'none',
          spellCheck: false,
        }}
      />
      <FormHelperText
        id={`${id}__check`}
        error={wrong}
        // Keeps its line while there is nothing to say, so that nothing jumps
        style={{ minHeight: '1.66em' }}
        role="status"
        aria-live="polite"
      >
        {describe(check, name, t)}
      </FormHelperText>
    </ScaffolderField>
  );
};
