import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import type { ResourceName } from '@michi/plugin-deploy-status-common';
import { useId } from 'react';
import { useActions } from '../hooks/useActions';
import { useActionWords } from '../hooks/useActionWords';
import { keyOfResource, type SyncIntent } from '../model/intent';
import { findApplication } from '../model/offers';
import { choicesOf } from '../model/choices';
import { ResourceText } from './ResourceText';

const useStyles = makeStyles(theme => ({
  root: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: { fontWeight: 600, padding: 0 },
  option: {
    marginRight: theme.spacing(3),
    '& .MuiFormControlLabel-label': { fontSize: 14 },
    '& .MuiRadio-root, & .MuiCheckbox-root': { padding: theme.spacing(0.5) },
    marginLeft: -4,
  },
  list: {
    maxHeight: 180,
    overflowY: 'auto',
    display: 'grid',
    paddingLeft: theme.spacing(3.5),
  },
  hint: {
    fontSize: 13,
    color: theme.palette.textSubtle,
    margin: theme.spacing(0, 0, 0, 3.5),
  },
  warning: {
    fontSize: 13,
    color: theme.palette.status.warning,
    margin: theme.spacing(0, 0, 0, 3.5),
  },
}));

/** What is synced: everything or some resources, and whether what Git lacks is deleted. */
export function SyncChoice(props: {
  intent: SyncIntent;
  candidates: ResourceName[];
  /** How many resources the plan deletes; undefined while it is not known. */
  deletes: number | undefined;
  disabled: boolean;
  onChange(choice: {
    resources: ResourceName[] | undefined;
    prune: boolean;
  }): void;
}): JSX.Element {
  const { intent, candidates, deletes, disabled, onChange } = props;
  const { resources: chosen, prune } = intent;
  const classes = useStyles();
  const id = useId();
  const { t } = useActionWords();
  const { applications } = useActions();
  const troubles = findApplication(applications, intent.target)?.troubles ?? [];
  const choices = choicesOf(candidates, troubles);
  const isChosen = new Set(chosen?.map(keyOfResource));
  return (
    <fieldset className={classes.root} disabled={disabled}>
      <legend className={classes.legend} id={id}>
        {t('choice.scope')}
      </legend>
      <RadioGroup
        row
        aria-labelledby={id}
        value={chosen ? 'some' : 'all'}
        onChange={(_, value) =>
          onChange({ resources: value === 'some' ? [] : undefined, prune })
        }
      >
        <FormControlLabel
          className={classes.option}
          value="all"
          label={t('choice.all')}
          control={<Radio size="small" color="primary" disabled={disabled} />}
        />
        <FormControlLabel
          className={classes.option}
          value="some"
          label={t('choice.some')}
          control={
            <Radio
              size="small"
              color="primary"
              disabled={disabled || choices.length === 0}
            />
          }
        />
      </RadioGroup>
      {chosen && (
        <>
          <p className={classes.hint}>
            {t('choice.chosen', {
              chosen: String(chosen.length),
              total: String(choices.length),
            })}
          </p>
          <div
            className={classes.list}
            role="group"
            aria-label={t('choice.resources')}
          >
            {choices.map(resource => {
              const key = keyOfResource(resource);
              return (
                <FormControlLabel
                  key={key}
                  className={classes.option}
                  label={<ResourceText resource={resource} />}
                  control={
                    <Checkbox
                      size="small"
                      color="primary"
                      disabled={disabled}
                      checked={isChosen.has(key)}
                      onChange={(_, isNowChosen) =>
                        onChange({
                          prune,
                          resources: choices.filter(other =>
                            other === resource
                              ? isNowChosen
                              : isChosen.has(keyOfResource(other)),
                          ),
                        })
                      }
                    />
                  }
                />
              );
            })}
          </div>
        </>
      )}
      <FormControlLabel
        className={classes.option}
        label={t('choice.prune')}
        control={
          <Checkbox
            size="small"
            color="primary"
            disabled={disabled}
            checked={prune}
            inputProps={{
              'aria-describedby': prune ? `${id}-prune` : undefined,
            }}
            onChange={(_, isNowPruned) =>
              onChange({ resources: chosen, prune: isNowPruned })
            }
          />
        }
      />
      {prune && (
        <p
          id={`${id}-prune`}
          className={deletes === 0 ? classes.hint : classes.warning}
        >
          {deletes === 0 ? t('choice.pruneNothing') : t('choice.pruneHint')}
        </p>
      )}
    </fieldset>
  );
}
