//! `milepost completions`: the script that lets a shell complete commands, flags and ids of the plan.
//!
//! Commands and flags are known beforehand, so that part of the script is generated. Ids are not: the script asks
//! `milepost plan ids --complete PREFIX` for them, in the journal of the shell's folder or of `--root`.

use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{Context, Outcome};
use crate::args::Args;

/// Prints the script.
pub(super) fn run(shell: Shell, ctx: &Context<'_>) -> anyhow::Result<Outcome> {
    ctx.terminal.data(&script(shell)?)?;
    Ok(Outcome::Fine)
}

fn script(shell: Shell) -> anyhow::Result<String> {
    // Into memory first: the generator panics when the pipe it writes to is closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "milepost", &mut script);
    let script = String::from_utf8(script).context("the generated script is not text, which is a bug")?;
    Ok(match shell {
        Shell::Bash => script + BASH,
        Shell::Fish => script + FISH,
        Shell::Zsh => {
            // The generated script ends by calling or registering its function; ours goes around it.
            let (head, _) =
                script.split_once(ZSH_END).context("the generated script ends otherwise, which is a bug")?;
            head.to_owned() + ZSH
        }
        _ => script,
    })
}

const BASH: &str = r#"
_milepost_with_ids() {
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" root=. wants= i
    local -a said=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in
            --root) [[ ${COMP_WORDS[i+1]} == = ]] && i=$((i + 1)); i=$((i + 1)); root="${COMP_WORDS[i]}" ;;
            --color|--deny|--warn|--allow) i=$((i + 1)) ;;
            -*) ;;
            *) said+=("${COMP_WORDS[i]}") ;;
        esac
    done
    case "$before" in
        --item|--skill|--phase) wants=1 ;;
        --root|--color|--deny|--warn|--allow) ;;
        *)
            case "${said[*]}" in
                "plan tick"|"plan untick"|"plan move"|"plan drop"|"plan note") [[ $word == -* ]] || wants=1 ;;
            esac
            ;;
    esac
    if [[ -n $wants ]]; then
        COMPREPLY=($(milepost --root "$root" plan ids --complete "$word" 2>/dev/null | cut -f1))
        return 0
    fi
    _milepost "$@"
}
complete -F _milepost_with_ids -o bashdefault -o default milepost
"#;

const FISH: &str = r#"
complete -c milepost -n "__fish_seen_subcommand_from plan; and __fish_seen_subcommand_from tick untick move drop note" -f -a "(milepost plan ids --complete (commandline -ct) 2>/dev/null)"
complete -c milepost -n "__fish_seen_subcommand_from new log" -l item -x -a "(milepost plan ids --complete (commandline -ct) 2>/dev/null)"
complete -c milepost -n "__fish_seen_subcommand_from plan; and __fish_seen_subcommand_from add" -l skill -x -a "(milepost plan ids --complete (commandline -ct) 2>/dev/null)"
complete -c milepost -n "__fish_seen_subcommand_from plan; and __fish_seen_subcommand_from add" -l phase -x -a "(milepost plan ids --complete (commandline -ct) 2>/dev/null)"
"#;

const ZSH_END: &str = r#"if [ "$funcstack[1]" = "_milepost" ]; then"#;

const ZSH: &str = r#"_milepost_ids() {
    local -a ids
    ids=(${(f)"$(milepost plan ids --complete "$PREFIX" 2>/dev/null | sed -e 's/:/\\:/g' -e 's/\t/:/')"})
    _describe -t ids 'id of the plan' ids
}

_milepost_with_ids() {
    local before="$words[CURRENT-1]"
    if [[ $before == (--item|--skill|--phase) ]]; then
        _milepost_ids
    elif [[ $words[CURRENT-2] == plan && $before == (tick|untick|move|drop|note) && $PREFIX != -* ]]; then
        _milepost_ids
    else
        _milepost_generated "$@"
    fi
}

functions[_milepost_generated]=$functions[_milepost]
if [ "$funcstack[1]" = "_milepost" ]; then
    _milepost_with_ids "$@"
else
    compdef _milepost_with_ids milepost
fi
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_knows_the_commands_and_three_ask_for_ids() {
        for shell in [Shell::Bash, Shell::Fish, Shell::Zsh, Shell::Elvish, Shell::PowerShell] {
            let script = script(shell).unwrap();
            assert!(script.contains("untick"), "{shell}");
            let asks = script.contains("plan ids --complete");
            assert_eq!(asks, matches!(shell, Shell::Bash | Shell::Fish | Shell::Zsh), "{shell}");
        }
    }
}
