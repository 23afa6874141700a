// What `dockhand-hub` is told on its command line, and in the file of --config.
//
// Decides: the options that all its subcommands share, said once for both, and what a hub is made of by them. Leaves to
// others: the subcommands (sync/hub/hub_main.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/import_options.h"
#include "storage/options/command_line.h"
#include "sync/drop/drop_folder.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_letters.h"
#include "sync/hub/hub_terminals.h"
#include "sync/hub/roles.h"
#include "sync/webhooks.h"

namespace dockhand {

struct HubCommandLine {
  std::string database;
  std::string store, site = "main";  // PostgreSQL, where the truth does not stand in the database itself
  std::vector<std::string> also;     // more sites, NAME=DATABASE
  std::string listen = "127.0.0.1:8470";
  std::string token_file;
  std::string backup_folder;
  std::string terminals = "auto";
  std::string address;
  std::string tls = "auto";
  std::string certificate, key;
  std::string webhooks;
  std::string messages;  // the file that says how letters go
  int backup_hours = 24;
  std::size_t backups_kept = 7;
  std::vector<std::string> files;
  ImportTexts texts;
  std::string name, png, revoke, users, outbox, answer;
  LetterWork letters;
  DropPlan drop;  // [files] of the file of --config
};

// The options that all subcommands share. They set `options`, which outlives them.
std::vector<Option> options_of(HubCommandLine& options);
// Where they may stand as well.
OptionFile file_of_options();

// Where the hub listens, whom it answers, and how.
Result<HubOptions> hub_options_of(const HubCommandLine& options);
// By this machine's name, unless it is said otherwise. A certificate of the site's own is checked as any other, so that
// it can be renewed; the one that the hub made is known by its key.
Result<NewTerminal> new_terminal_of(const HubCommandLine& options);
std::filesystem::path users_of(const HubCommandLine& options);
// What is said of the files that are imported.
Result<ImportChoices> import_choices(const HubCommandLine& options);
Result<std::vector<Webhook>> hooks_of(const HubCommandLine& options);
// What each site of the process is told: the first as it stands here, each of `also` with a database of its own.
// Webhooks, letters and the drop folder are the first one's.
Result<std::vector<HubCommandLine>> sites_of(const HubCommandLine& options);
// None: the database is the truth itself.
Result<std::unique_ptr<SiteStore>> store_of(const HubCommandLine& options);
// With where the people are.
DropPlan drop_of(const HubCommandLine& options);
// Without a file of users there are no roles, and everybody may do everything.
Result<Ledger::Judge> judge_of(const HubCommandLine& options);

}  // namespace dockhand
