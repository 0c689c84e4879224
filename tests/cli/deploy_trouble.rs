//! `milepost deploy` when others push, the remote refuses, the network is cut, or the process is killed: the branch is the
//! old one or the whole new one, always.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::deploy::{Setup, git, isolated};

fn hook(folder: &Path, name: &str, script: &str) {
    let path = folder.join("hooks").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_branch_that_moves_meanwhile_is_not_overwritten() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    let first = setup.tip();
    let other = setup.clone_branch();
    git(&other, &["commit", "-q", "--allow-empty", "-m", "meanwhile"]);
    let theirs = git(&other, &["rev-parse", "HEAD"]);
    // Runs after everything was read, and before anything is sent.
    let script = format!(
        "for v in $(env | grep ^GIT_ | cut -d= -f1); do unset $v; done\ncd '{}' && git push -q origin HEAD:gh-pages",
        other.display()
    );
    for flags in [&[][..], &["--replace-history"]] {
        setup.note("second");
        setup.origin(&["update-ref", "refs/heads/gh-pages", &first]);
        hook(&setup.folder().join(".git"), "pre-push", &script);
        setup.deploy(flags).ends_with(2).says("moved on origin").says("Nothing was overwritten");
        assert_eq!(setup.tip(), theirs);
    }
    // The first deployment, while somebody makes the branch.
    setup.origin(&["update-ref", "-d", "refs/heads/gh-pages"]);
    setup.deploy(&[]).ends_with(2).says("moved on origin");
    assert_eq!(setup.tip(), theirs);
    std::fs::remove_file(setup.folder().join(".git/hooks/pre-push")).unwrap();
    setup.deploy(&[]).succeeds();
    assert_eq!(setup.origin(&["rev-parse", "gh-pages~1"]), theirs);
}

#[test]
fn a_protected_branch_says_so() {
    let setup = Setup::new();
    hook(&setup.journal.path("origin.git"), "pre-receive", "echo 'GH006: Protected branch update failed' >&2; exit 1");
    let run = setup.deploy(&[]).ends_with(2).says("GH006").says("Is the branch protected").says("--branch");
    assert!(run.stderr.contains("hook declined"), "{}", run.stderr);
    assert_eq!(setup.origin(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    // The history of the branch may not be replaced, but it may grow.
    std::fs::remove_file(setup.journal.path("origin.git/hooks/pre-receive")).unwrap();
    setup.deploy(&[]).succeeds();
    setup.origin(&["config", "receive.denyNonFastForwards", "true"]);
    setup.note("second");
    setup.deploy(&[]).succeeds();
    let tip = setup.tip();
    setup.note("third");
    setup.deploy(&["--replace-history"]).ends_with(2).says("does not take the push");
    assert_eq!(setup.tip(), tip);
}

#[test]
fn a_hook_of_the_user_may_stop_it() {
    let setup = Setup::new();
    hook(&setup.folder().join(".git"), "pre-push", "echo 'not on Sundays' >&2; exit 1");
    setup.deploy(&[]).ends_with(2).says("not on Sundays");
    assert_eq!(setup.origin(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

/// A server of git on this machine.
struct Daemon(Child, SocketAddr);

impl Daemon {
    fn start(base: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new("git");
        let (port_flag, base_flag) = (format!("--port={}", port.port()), format!("--base-path={}", base.display()));
        command.args(["daemon", "--reuseaddr", "--listen=127.0.0.1", "--export-all", "--enable=receive-pack"]);
        isolated(command.args([&port_flag, &base_flag])).stdout(Stdio::null()).stderr(Stdio::null());
        let daemon = Self(command.spawn().unwrap(), port);
        while TcpStream::connect(port).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        daemon
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Git runs the server as a child of its own, which ends with its parent's signal only if that can be caught.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

/// A network that is cut after so many bytes of one connection, in either direction.
struct Network {
    address: SocketAddr,
    left: Arc<AtomicUsize>,
}

impl Network {
    fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let shared = Arc::clone(&left);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(server) else { continue };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let left = Arc::clone(&shared);
                    std::thread::spawn(move || carry(from, to, &left));
                }
            }
        });
        Self { address, left }
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, left: &AtomicUsize) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let before = left.load(Ordering::SeqCst);
        let passed = read.min(before);
        if before != usize::MAX {
            left.store(before - passed, Ordering::SeqCst);
        }
        if to.write_all(&buffer[..passed]).is_err() || passed < read {
            break;
        }
    }
    let _ = from.shutdown(std::net::Shutdown::Both);
    let _ = to.shutdown(std::net::Shutdown::Both);
}

#[test]
fn a_network_that_is_cut_leaves_the_old_site_or_the_new_one() {
    let setup = Setup::new();
    let daemon = Daemon::start(setup.journal.root());
    let network = Network::to(daemon.1);
    let url = format!("git://{}/origin.git", network.address);
    setup.git(&["remote", "set-url", "origin", &url]);
    setup.deploy(&[]).succeeds();
    setup.note("second");
    let old = setup.tip();
    let mut failed = 0;
    for bytes in [0, 40, 200, 400, 700, 1_000, 1_500, 3_000, 6_000, 12_000, 25_000, 50_000] {
        network.left.store(bytes, Ordering::SeqCst);
        let run = setup.deploy(&[]);
        network.left.store(usize::MAX, Ordering::SeqCst);
        setup.origin(&["fsck", "--strict"]);
        if setup.tip() == old {
            assert_eq!(run.status, 2, "cut after {bytes} bytes: {}", run.stderr);
            let says = run.stderr.contains("nothing was pushed") || run.stderr.contains("run this again");
            assert!(says, "cut after {bytes} bytes: {}", run.stderr);
            failed += 1;
        } else {
            assert_eq!(setup.origin(&["rev-parse", "gh-pages~1"]), old, "cut after {bytes} bytes");
            break;
        }
    }
    assert!(failed > 5, "only {failed} deployments were cut off");
    setup.deploy(&[]).succeeds();
    setup.clone_branch();
    setup.journal.run(&["verify", "other", "--no-extra"]).succeeds();
}

/// How many deployments are killed.
const KILLS: u64 = 25;

#[test]
fn a_killed_deployment_leaves_the_old_site_or_the_new_one() {
    let setup = Setup::new();
    setup.deploy(&[]).succeeds();
    // What a whole run takes here, as a measure of the moments to kill at.
    setup.note("warm");
    let begin = std::time::Instant::now();
    setup.deploy(&[]).succeeds();
    let whole = begin.elapsed();
    let before = setup.repository();
    let mut moved = 0;
    for round in 0..KILLS {
        setup.note(&format!("note-{round}"));
        let tip = setup.tip();
        let mut command = setup.command(&["deploy", "--as-of", "2026-12-01"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * u32::try_from(round % 20 + 3).unwrap() / 20);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = settled(&setup);
        if now != tip {
            moved += 1;
            assert_eq!(setup.origin(&["rev-parse", &format!("{now}~1")]), tip, "kill {round}");
        }
        setup.clone_branch();
        setup.journal.run(&["verify", "other", "--no-extra"]).succeeds();
    }
    assert!(setup.repository() == before, "something in `.git` has changed");
    setup.origin(&["fsck", "--strict"]);
    assert!(moved < KILLS, "no kill came before the push");
    setup.deploy(&[]).succeeds();
    setup.deploy(&[]).succeeds().says("has this site already");
    let left = setup.journal.files("journal/.milepost/deploy");
    let is_left = |path: &Path| path.ends_with("index") || path.ends_with("index.lock") || path.ends_with("marks");
    assert!(!left.iter().any(|(path, _)| is_left(path)));
}

/// The branch once a push that outlives its killed parent is over: git's own lock on the branch is gone.
fn settled(setup: &Setup) -> String {
    let mut last = setup.tip();
    for _ in 0..50 {
        std::thread::sleep(Duration::from_millis(20));
        let now = setup.tip();
        let is_locked = setup.journal.exists("origin.git/refs/heads/gh-pages.lock");
        if now == last && !is_locked {
            return now;
        }
        last = now;
    }
    last
}
