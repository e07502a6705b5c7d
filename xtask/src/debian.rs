//! Packages of Debian and its kin.

use crate::command::{command, run};
use anyhow::Result;

/// The system, if it is one of Debian's kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Debian {
    /// Ubuntu, which calls some packages otherwise.
    Ubuntu,
    /// Debian itself and all others.
    Other,
}

impl Debian {
    /// What runs here; none elsewhere.
    pub fn here() -> Option<Self> {
        Self::of(&std::fs::read_to_string("/etc/os-release").ok()?)
    }

    fn of(release: &str) -> Option<Self> {
        let field = |name: &str| {
            let line = release.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim_matches('"').to_string()
        };
        let (id, like) = (field("ID="), field("ID_LIKE="));
        match id.as_str() {
            "ubuntu" => Some(Self::Ubuntu),
            _ if id == "debian" || like.split(' ').any(|kin| kin == "debian") => Some(Self::Other),
            _ => None,
        }
    }
}

/// Installs packages with apt, and says what for.
///
/// # Errors
/// When apt fails.
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    println!("installing {} for {purpose}", packages.join(" and "));
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

fn apt(arguments: &[&str]) -> Result<()> {
    let root = std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut apt = if root { command("apt-get", &[]) } else { command("sudo", &["apt-get"]) };
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run(apt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_kin_are_known() {
        assert_eq!(Debian::of("NAME=\"Debian GNU/Linux\"\nID=debian\n"), Some(Debian::Other));
        assert_eq!(Debian::of("ID=ubuntu\nID_LIKE=debian\n"), Some(Debian::Ubuntu));
        assert_eq!(Debian::of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Some(Debian::Other));
        assert_eq!(Debian::of("ID=fedora\nID_LIKE=\"rhel\"\n"), None);
        assert_eq!(Debian::of(""), None);
    }
}
