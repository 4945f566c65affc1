use zed_extension_api::{self as zed, settings::LspSettings, Command, LanguageServerId, Result, Worktree};

struct Newslint;

impl zed::Extension for Newslint {
    fn new() -> Self {
        Self
    }

    /// Runs the newslint of the settings, that on the PATH of the worktree, or the one that uv fetches.
    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let configured = binary.as_ref().and_then(|binary| binary.path.clone());
        let env = worktree.shell_env();
        if let Some(command) = configured.or_else(|| worktree.which("newslint")) {
            return Ok(Command { command, args: vec!["server".into()], env });
        }
        let command = worktree
            .which("uvx")
            .ok_or("newslint was not found: run `pip install 'newslint[lsp]'`, or install uv")?;
        let args = ["--from", "newslint[lsp]", "newslint", "server"].map(String::from).to_vec();
        Ok(Command { command, args, env })
    }
}

zed::register_extension!(Newslint);
