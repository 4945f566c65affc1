import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { CodeAction, LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

const ENVIRONMENTS = [".venv", "venv", "env"];
const LANGUAGES = ["markdown", "html", "plaintext", "yaml", "json"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("newslint.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("newslint.path") || change.affectsConfiguration("newslint.debounce")) {
        await restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  const started = new LanguageClient("newslint", "newslint", serverOptions(), clientOptions());
  client = started;
  try {
    await started.start();
  } catch (error) {
    const words = "newslint did not start. Run `pip install 'newslint[lsp]'` in the workspace's environment, or install uv.";
    await vscode.window.showErrorMessage(`${words} (${error})`);
  }
}

function serverOptions(): ServerOptions {
  const settings = vscode.workspace.getConfiguration("newslint");
  const [command, ...before] = newslint(settings.get("path", ""));
  return { command, args: [...before, "server", "--debounce", String(settings.get("debounce", 100))] };
}

/** The command line of newslint: as configured, of the workspace's environment, or fetched by uv. */
function newslint(configured: string): [string, ...string[]] {
  if (configured) {
    return [configured];
  }
  const script = process.platform === "win32" ? path.join("Scripts", "newslint.exe") : path.join("bin", "newslint");
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const environments = folders.flatMap((folder) => ENVIRONMENTS.map((name) => path.join(folder, name)));
  if (process.env.VIRTUAL_ENV) {
    environments.push(process.env.VIRTUAL_ENV);
  }
  const found = environments.map((environment) => path.join(environment, script)).find((file) => fs.existsSync(file));
  return found ? [found] : ["uvx", "--from", "newslint[lsp]", "newslint"];
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    middleware: {
      // The server writes a placeholder where nobody says why something is ignored: here somebody can be asked.
      resolveCodeAction: async (action, token, next) => {
        const data = (action as vscode.CodeAction & Partial<CodeAction>).data;
        if (data?.do === "ignore") {
          const reason = await vscode.window.showInputBox({ title: action.title, prompt: "Why is this right here?" });
          if (reason === undefined) {
            return action;
          }
          data.reason = reason;
        }
        return next(action, token);
      },
    },
  };
}
