//! What the workflows do: the one that `init` writes, those of this repository, and the action.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;

use crate::common::{Journal, Run};

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn parse(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The step of this name, or with this action.
fn step<'a>(job: &'a Value, name: &str) -> &'a Value {
    let steps = job["steps"].as_sequence().unwrap();
    let is_it =
        |step: &&Value| step["name"] == name || step["uses"].as_str().is_some_and(|uses| uses.starts_with(name));
    steps.iter().find(is_it).unwrap_or_else(|| panic!("there is no step `{name}`"))
}

fn permissions(of: &Value) -> BTreeMap<String, String> {
    serde_yaml::from_value(of["permissions"].clone()).unwrap()
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_workflow_of_init_is_what_github_wants_of_pages() {
    let journal = Journal::new();
    let workflow = parse(&journal.read(".github/workflows/pages.yml"));
    let (build, deploy) = (&workflow["jobs"]["build"], &workflow["jobs"]["deploy"]);
    assert_eq!(workflow["env"]["MILEPOST_VERSION"].as_str(), Some(env!("CARGO_PKG_VERSION")));

    // Least permissions, and only the job that publishes may.
    assert!(permissions(&workflow).is_empty());
    assert_eq!(permissions(build), map(&[("contents", "read"), ("pages", "read")]));
    assert_eq!(permissions(deploy), map(&[("id-token", "write"), ("pages", "write")]));
    assert_eq!(step(build, "actions/checkout@")["with"]["persist-credentials"], false);

    assert_eq!(step(build, "actions/checkout@")["with"]["fetch-depth"], 0);
    let hand_over = step(build, "actions/upload-pages-artifact@");
    assert_eq!(
        (&hand_over["with"]["include-hidden-files"], &hand_over["with"]["path"]),
        (&true.into(), &"site".into())
    );
    assert_eq!(deploy["concurrency"]["group"], "pages");
    assert_eq!(deploy["concurrency"]["cancel-in-progress"], false);
    assert_eq!(deploy["environment"]["name"], "github-pages");
    assert_eq!(deploy["environment"]["url"], "${{ steps.deployment.outputs.page_url }}");
    assert_eq!(step(deploy, "actions/deploy-pages@")["id"], "deployment");

    // The address comes from Pages, by a flag.
    let site = step(build, "Build the site");
    assert_eq!(site["env"]["PAGES_BASE_URL"], "${{ steps.pages.outputs.base_url }}");
    assert!(site["run"].as_str().unwrap().starts_with("milepost build --github-pages"));
    assert_eq!(step(build, "actions/configure-pages@")["id"], "pages");

    // Caches: the program, what cargo has downloaded, what Milepost has computed.
    let paths = |name: &str| step(build, name)["with"]["path"].as_str().unwrap().to_owned();
    assert!(paths("Restore Milepost").contains("~/.cargo/bin/milepost"));
    assert!(paths("Restore what cargo has downloaded").contains("~/.cargo/registry"));
    assert_eq!(paths("Restore pictures and cards"), ".milepost/cache");

    // A pull request is checked, and kept to be looked at; nothing of it is published.
    let on_request = "github.event_name == 'pull_request'";
    for name in ["Check", "Build a preview", "Keep the preview"] {
        assert_eq!(step(build, name)["if"], on_request, "{name}");
    }
    assert_eq!(step(build, "Check")["run"], "milepost check --format github");
    let preview = step(build, "actions/upload-artifact@");
    assert_eq!((&preview["with"]["path"], &preview["with"]["include-hidden-files"]), (&"preview".into(), &true.into()));
    for name in ["Build the site", "Hand the site over"] {
        assert_eq!(step(build, name)["if"], "github.event_name != 'pull_request'", "{name}");
    }
    assert_eq!(deploy["if"], "github.event_name != 'pull_request'");
}

/// Every workflow and action, with what it is called.
fn all() -> Vec<(String, Value)> {
    let own = [".github/workflows/ci.yml", ".github/workflows/release.yml", "action/action.yml"];
    let mut all: Vec<(String, Value)> = own.iter().map(|path| ((*path).to_owned(), parse(&read(path)))).collect();
    all.push(("pages.yml".to_owned(), parse(&Journal::new().read(".github/workflows/pages.yml"))));
    all
}

fn steps(workflow: &Value) -> Vec<Value> {
    let jobs = workflow["jobs"].as_mapping().into_iter().flat_map(|jobs| jobs.iter().map(|(_, job)| job.clone()));
    let lists = jobs.chain([workflow["runs"].clone()]).map(|of| of["steps"].clone());
    lists.flat_map(|steps| steps.as_sequence().cloned().unwrap_or_default()).collect()
}

#[test]
fn every_script_is_one_and_no_expression_is_pasted_into_it() {
    let mut scripts = 0;
    for (name, workflow) in all() {
        for step in steps(&workflow) {
            let Some(script) = step["run"].as_str() else { continue };
            assert!(!script.contains("${{"), "{name}: {script}");
            let shell = Command::new("bash").args(["-n", "-c", script]).output().unwrap();
            assert!(shell.status.success(), "{name}: {}", String::from_utf8_lossy(&shell.stderr));
            scripts += 1;
        }
    }
    assert!(scripts > 12, "{scripts}");
}

#[test]
fn every_flag_of_milepost_in_a_workflow_is_one() {
    let journal = Journal::new();
    let mut flags = 0;
    for (name, workflow) in all() {
        for step in steps(&workflow) {
            let script =
                step["run"].as_str().unwrap_or_default().replace("\"target/$TARGET/release/milepost\"", "milepost");
            for line in script.lines().filter_map(|line| line.trim().strip_prefix("milepost ")) {
                let words: Vec<&str> = line.split(" #").next().unwrap().split_whitespace().collect();
                let help = journal.run(&[words[0], "--help"]).succeeds().stdout;
                for flag in words.iter().filter(|word| word.starts_with("--")) {
                    assert!(
                        help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n")),
                        "{name}: `{line}`"
                    );
                    flags += 1;
                }
            }
        }
    }
    assert!(flags > 5, "{flags}");
}

#[test]
fn the_address_in_a_workflow_is_that_of_pages_and_nowhere_else() {
    let journal = Journal::new();
    let build = |variables: &[(&str, &str)], flags: &[&str]| {
        let mut command = journal.command(&[&["build", "--as-of", "2026-12-01"], flags].concat());
        for name in ["GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "PAGES_BASE_URL"] {
            command.env_remove(name);
        }
        Run::from(command.envs(variables.iter().copied()).output().unwrap())
    };
    let here = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "Noor/journal"),
    ];
    let canonical = || journal.read("site/sitemap.xml");
    build(&here, &["--github-pages"]).succeeds();
    assert!(canonical().contains("<loc>https://noor.github.io/journal/</loc>"), "{}", canonical());
    let told = [&here[..], &[("PAGES_BASE_URL", "http://noor.dev")]].concat();
    build(&told, &["--github-pages"]).succeeds();
    assert!(canonical().contains("<loc>http://noor.dev/</loc>"));
    build(&told, &[]).succeeds();
    assert!(canonical().contains("<loc>https://example.github.io/</loc>"), "the environment was guessed from");
    build(&[], &["--github-pages"]).ends_with(2).says("GITHUB_ACTIONS");
    build(&here, &["--github-pages", "--base-url", "https://a.example/"]).ends_with(2).says("cannot be used with");
}

// The action

/// Runs a script of the action as a runner does.
fn action(folder: &Path, script: &str, variables: &[(&str, &str)]) -> Run {
    let mut command = Command::new("bash");
    command.arg(repository("action").join(script)).current_dir(folder);
    command.env("GITHUB_PATH", folder.join("path")).env("GITHUB_OUTPUT", folder.join("output"));
    command.env("RUNNER_OS", "Linux").env("RUNNER_ARCH", "X64").env("RUNNER_TEMP", folder.join("temp"));
    Run::from(command.envs(variables.iter().copied()).output().unwrap())
}

/// A release on the disk, with the milepost of these tests in it.
fn release(journal: &Journal) -> String {
    let name = "milepost-1.2.3-x86_64-unknown-linux-musl";
    let folder = journal.path("releases/v1.2.3");
    std::fs::create_dir_all(folder.join(name)).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_milepost"), folder.join(name).join("milepost")).unwrap();
    std::fs::write(folder.join(name).join("LICENSE-MIT"), "MIT").unwrap();
    let script = format!("tar -czf {name}.tar.gz {name} && rm -r {name} && sha256sum *.tar.gz > SHA256SUMS");
    assert!(Command::new("bash").args(["-c", &script]).current_dir(folder).status().unwrap().success());
    format!("file://{}", journal.path("releases").display())
}

#[test]
fn the_action_installs_a_release_that_is_what_it_should_be_and_runs_it() {
    let journal = Journal::new();
    let releases = release(&journal);
    let variables = [("MILEPOST_VERSION", "1.2.3"), ("MILEPOST_RELEASES", releases.as_str())];
    let run = action(journal.root(), "install.sh", &variables).succeeds();
    assert!(run.stdout.contains(env!("CARGO_PKG_VERSION")), "{}", run.stdout);
    assert_eq!(journal.read("output"), "version=1.2.3\n");
    let folder = journal.read("path").trim_end().to_owned();
    assert!(Path::new(&folder).join("milepost").exists());

    let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
    let words = "build --base-url https://noor.dev/ --out out*";
    action(journal.root(), "run.sh", &[("PATH", &path), ("MILEPOST_ARGS", words), ("MILEPOST_ROOT", ".")]).succeeds();
    assert!(journal.read("out*/CNAME").contains("noor.dev"), "a pattern was taken for one");
}

#[test]
fn the_action_runs_nothing_that_is_not_what_it_should_be() {
    let journal = Journal::new();
    let releases = release(&journal);
    let with = |more: &[(&str, &str)]| {
        let base = [("MILEPOST_VERSION", "1.2.3"), ("MILEPOST_RELEASES", releases.as_str())];
        let run = action(journal.root(), "install.sh", &[&base[..], more].concat()).ends_with(1);
        assert!(!journal.exists("path") && !journal.exists("output"), "{}", run.stdout);
        run.stdout
    };
    assert!(with(&[("MILEPOST_SHA256", "00")]).contains("it should be 00: it was not run"));
    assert!(with(&[("MILEPOST_VERSION", "9.9.9")]).contains("::error::could not download"));
    assert!(with(&[("MILEPOST_VERSION", "../1.2.3")]).contains("it should be one like 0.1.0"));
    assert!(with(&[("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "ARM")]).contains("there is no release for Linux on ARM"));
    let sums = journal.read("releases/v1.2.3/SHA256SUMS");
    journal.write("releases/v1.2.3/SHA256SUMS", &sums.replace("x86_64", "other"));
    assert!(with(&[]).contains("does not list milepost-1.2.3-x86_64"));
    journal.write("releases/v1.2.3/SHA256SUMS", &format!("{}{}", "0".repeat(64), &sums[64..]));
    assert!(with(&[]).contains("it was not run"));
}

// Packaging

#[test]
fn the_formula_has_what_the_checksums_have() {
    let journal = Journal::empty();
    let targets =
        ["aarch64-apple-darwin", "x86_64-apple-darwin", "aarch64-unknown-linux-musl", "x86_64-unknown-linux-musl"];
    let line =
        |number: usize, target: &str| format!("{}  milepost-1.2.3-{target}.tar.gz\n", number.to_string().repeat(64));
    let sums: String = targets.iter().enumerate().map(|(number, target)| line(number, target)).collect();
    journal.write("SHA256SUMS", &sums);
    let formula = || {
        let mut command = Command::new("bash");
        command.arg(repository("packaging/formula.sh")).args(["1.2.3", "noor/milepost", "SHA256SUMS"]);
        Run::from(command.current_dir(journal.root()).output().unwrap())
    };
    let text = formula().succeeds().stdout;
    for (number, target) in targets.iter().enumerate() {
        let url = format!(
            "url \"https://github.com/noor/milepost/releases/download/v1.2.3/milepost-1.2.3-{target}.tar.gz\"\n"
        );
        let sum = format!("{url}      sha256 \"{}\"\n", number.to_string().repeat(64));
        assert!(text.contains(&sum), "{target}:\n{text}");
    }
    // Every block is closed: `do`, `def` and `class` open one.
    let words: Vec<&str> = text.split_whitespace().collect();
    let count = |word: &str| words.iter().filter(|found| **found == word).count();
    assert_eq!(count("do") + count("def") + count("class"), count("end"));
    journal.write("SHA256SUMS", &sums.replace("aarch64-apple", "other"));
    assert!(formula().ends_with(1).stderr.contains("does not list milepost-1.2.3-aarch64-apple-darwin.tar.gz"));
}

#[test]
fn targets_are_the_same_wherever_they_are_named() {
    let workflow = parse(&read(".github/workflows/release.yml"));
    let rows = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let script = read("action/install.sh");
    for row in rows {
        let target = row["target"].as_str().unwrap();
        assert!(script.contains(target), "{target}");
    }
    assert_eq!(rows.len(), 5);
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let binstall = manifest["package"]["metadata"]["binstall"]["pkg-url"].as_str().unwrap();
    assert!(binstall.ends_with("/releases/download/v{ version }/milepost-{ version }-{ target }.tar.gz"), "{binstall}");
}

#[test]
fn the_container_is_pinned_not_root_and_has_what_it_copies() {
    let text = read("packaging/Containerfile");
    let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(' ')).collect();
    let of = |word: &str| lines.iter().filter(|(found, _)| *found == word).map(|(_, rest)| *rest).collect::<Vec<_>>();
    assert_eq!(of("FROM").len(), 2);
    for image in of("FROM") {
        let tag = image.split(' ').next().unwrap().rsplit_once(':').map_or("latest", |(_, tag)| tag);
        assert!(tag.starts_with(|c: char| c.is_ascii_digit()), "{image}");
    }
    let rust =
        read("Cargo.toml").lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().replace('"', "");
    assert!(of("FROM")[0].contains(&format!("rust:{rust}-")), "{}", of("FROM")[0]);
    assert_eq!(of("USER"), ["writer"]);
    assert_eq!(of("ENTRYPOINT"), ["[\"milepost\"]"]);
    assert!(of("ADD").is_empty());
    let allowed = read("packaging/Containerfile.dockerignore");
    for copied in of("COPY").iter().filter(|line| !line.starts_with("--from")) {
        let words: Vec<&str> = copied.split(' ').collect();
        for source in &words[..words.len() - 1] {
            assert!(repository(source).exists(), "{source}");
            assert!(allowed.lines().any(|line| line == format!("!{source}")), "{source} is ignored");
        }
    }
}

#[test]
fn every_dependency_has_its_line_of_trust() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let named = |table: &str| manifest[table].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let page = read("docs/dependencies.md");
    let (program, rest) = page.split_once("## In the tests and benches only").unwrap();
    let tests = rest.split("\n## ").next().unwrap();
    for (part, table) in [(program, "dependencies"), (tests, "dev-dependencies")] {
        let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
        let rows: Vec<Vec<&str>> = rows.map(|row| row.split('|').map(str::trim).collect()).collect();
        let found: BTreeSet<String> = rows.iter().map(|cells| cells[0].trim_end_matches('`').to_owned()).collect();
        assert_eq!(found, named(table), "{table}");
        // Why, licence, who, and what it may reach: none of it is left out.
        assert!(
            rows.iter().all(|cells| cells.len() == 6 && cells[..5].iter().all(|cell| !cell.is_empty())),
            "{rows:?}"
        );
    }
}

#[test]
fn every_action_is_the_commit_that_is_written_down() {
    let page = read("docs/dependencies.md");
    let mut found = BTreeSet::new();
    let starter = "src/bin/milepost/starter/pages.yml";
    for workflow in [".github/workflows/ci.yml", ".github/workflows/release.yml", starter] {
        let text = read(workflow);
        for used in text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: ")) {
            let parts = used.split_once('@').and_then(|(name, rest)| Some((name, rest.split_once(" # ")?)));
            let (name, (commit, release)) = parts.unwrap_or_else(|| panic!("{workflow}: {used}"));
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{workflow}: {used}");
            assert!(page.contains(&format!("| `{name}` | {release} | `{commit}` |\n")), "{workflow}: {used}");
            found.insert(name.to_owned());
        }
    }
    assert_eq!(page.lines().filter(|line| line.starts_with("| `actions/")).count(), found.len());
}
