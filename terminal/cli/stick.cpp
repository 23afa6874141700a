// dockhand export-outbox and import-answer: a terminal that no network reaches, and a stick.
#include "sync/stick.h"

#include <fmt/format.h>

#include <memory>

#include "storage/model/exit_code.h"
#include "storage/model/private_file.h"
#include "sync/local/desk.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

using File = std::filesystem::path;

Result<Enrolment> enrolment_of(const File& database) {
  auto enrolment = read_enrolment(database);
  if (!enrolment) return enrolment.error();
  if (*enrolment) return **std::move(enrolment);
  return Error{ErrorKind::refused, "", "this terminal has not enrolled at a hub; `dockhand enrol` does that, once"};
}

Result<std::string> step(const File& database, StickStep which, const std::string& text) {
  const SystemClock clock;
  const auto desk = open_desk(database, LedgerRole::terminal, clock);
  if (!desk) return desk.error();
  return (*desk)->stick(which, text);
}

Status export_outbox(const CommonOptions& common, const File& file) {
  const auto database = database_of(common);
  if (!database) return database.error();
  const auto enrolment = enrolment_of(*database);
  if (!enrolment) return enrolment.error();
  const auto outbox = step(*database, StickStep::outbox, "");
  if (!outbox) return outbox.error();
  if (auto written = write_private_file(file, sealed_outbox(*enrolment, *outbox)); !written) return written;
  fmt::print("{} goes to the hub, to `dockhand-hub import-outbox`; nothing is forgotten here until its answer comes.\n",
             file.string());
  return Done{};
}

Status import_answer(const CommonOptions& common, const File& file) {
  const auto database = database_of(common);
  if (!database) return database.error();
  const auto enrolment = enrolment_of(*database);
  if (!enrolment) return enrolment.error();
  const auto text = read_private_file(file, max_stick_file);
  if (!text) return text.error();
  const auto answer = opened_answer(*enrolment, *text);
  if (!answer) return answer.error();
  const auto told = step(*database, StickStep::take, *answer);
  if (!told) return told.error();
  fmt::print("{}.\n", *told);
  return Done{};
}

Subcommand with_file(const char* name, const char* about, const char* help,
                     Status (*work)(const CommonOptions&, const File&)) {
  auto file = std::make_shared<File>();
  return {.name = name,
          .about = about,
          .options = {argument("FILE", file.get(), help).required()},
          .run = [file, work](const CommonOptions& common) {
            const Status done = work(common, *file);
            return done ? static_cast<int>(exit_ok) : report(done.error());
          }};
}

}  // namespace

Subcommand subcommand_export_outbox() {
  return with_file("export-outbox", "Writes what waits for the hub into a file, for a stick", "where it is written",
                   export_outbox);
}

Subcommand subcommand_import_answer() {
  return with_file("import-answer", "Takes the hub's answer to an outbox, from a stick", "what the hub has written",
                   import_answer);
}

}  // namespace dockhand
