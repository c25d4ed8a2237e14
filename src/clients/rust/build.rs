//! Tells the driver which releases it was built from: no constant of the client does.

use std::{env, fs, process::Command};

const CLIENT: &str = "azure_security_keyvault_secrets";

fn main() {
    println!("cargo:rerun-if-changed=Cargo.lock");
    let lock = fs::read_to_string("Cargo.lock").expect("Cargo.lock lies beside build.rs");
    println!("cargo:rustc-env=CLIENT_NAME={CLIENT}");
    println!("cargo:rustc-env=CLIENT_VERSION={}", locked_version(&lock));
    println!("cargo:rustc-env=RUSTC_VERSION={}", rustc_version());
}

/// The version of the client, from the line that follows its name in the lock file.
fn locked_version(lock: &str) -> &str {
    let name = format!("name = \"{CLIENT}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .expect("Cargo.lock names the client's version")
}

/// `1.95.0`, of `rustc 1.95.0 (59807616e 2026-04-14)`.
fn rustc_version() -> String {
    let rustc = env::var("RUSTC").expect("Cargo sets RUSTC");
    let output = Command::new(rustc).arg("--version").output();
    let text = String::from_utf8(output.expect("rustc runs").stdout).expect("rustc prints text");
    text.split(' ').nth(1).unwrap_or("unknown").to_owned()
}
