#include "sync/hub/hub_import.h"

#include <algorithm>
#include <cstdio>

#include "storage/import/import_json.h"
#include "storage/import/imported_names.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/progress_line.h"
#include "storage/import/rejects.h"
#include "storage/import/report_text.h"
#include "storage/model/exit_code.h"
#include "sync/local/left_out_rule.h"

namespace dockhand {
namespace {

void tell_import_error(const Error& error) { std::fprintf(stderr, "dockhand-hub: %s\n", error.sentence().c_str()); }

int report_import(const Error& error) {
  tell_import_error(error);
  return exit_code_of(error);
}

int tell_rejects(const HubCommandLine& options, const ImportChoices& choices, const ImportedFile& one) {
  const auto left = leave_rejects(one, choices, options.texts.rejects);
  if (!left) return report_import(left.error());
  if (*left) {
    std::fprintf(stderr, "dockhand-hub: %s: the bad rows are in %s, to be put right and imported again\n",
                 one.file.c_str(), (*left)->c_str());
  }
  return exit_ok;
}

int tell(const ImportedFile& one, const ImportTexts& texts) {
  const ImportReport& told = one.report;
  const bool good = told.changes ? is_taken(told, texts.skip_bad) : one.booked;
  if (texts.json) {
    std::printf("%s\n", to_json(one).c_str());
    return good ? exit_ok : exit_bad_input;
  }
  if (const std::string form = form_text(told.form); texts.dry_run && !form.empty())
    std::fprintf(stderr, "dockhand-hub: %s: read as %s\n", one.file.c_str(), form.c_str());
  for (const std::string& sentence : told.found) {
    std::fprintf(stderr, "dockhand-hub: %s: %s\n", one.file.c_str(), sentence.c_str());
  }
  for (const Error& error : told.errors) tell_import_error(error);
  if (told.errors_left_out > 0) {
    std::fprintf(stderr, "dockhand-hub: %s: %zu more faults\n", one.file.c_str(), told.errors_left_out);
  }
  std::printf("%s: %s\n", one.file.c_str(), outcome_text(one).c_str());
  return good ? exit_ok : exit_bad_input;
}

int take_back(const HubCommandLine& options, Desk& desk, const OperatorName& by) {
  const std::filesystem::path memory = mapping_memory(options.database);
  if (const Status may = may_take_back(memory, options.files); !may) return report_import(may.error());
  const ImportProgress progress = progress_on(stderr);
  const auto outcome = desk.take_back_import(by, users_of(options), progress);
  end_progress(stderr, progress);
  if (!outcome) return report_import(outcome.error());
  if (const auto* refused = std::get_if<Refused>(&*outcome))
    return report_import(not_taken_back(options.database, *refused));
  const std::string name = forget_taken_back(memory, std::get<Accepted>(*outcome).id);
  const std::string told =
      options.texts.json ? taken_back_json(name) : name + " was taken back: its rows are as they were";
  std::printf("%s\n", told.c_str());
  return exit_ok;
}

}  // namespace

int import_for_office(const HubCommandLine& options, Desk& desk) {
  const auto office = OperatorName::parse("office").value();
  const ImportTexts& texts = options.texts;
  auto choices = import_choices(options);
  if (!choices) return report_import(choices.error());
  if (!texts.json) choices->progress = progress_on(stderr);
  if (options.files.empty() && !texts.undo)
    return report_import({ErrorKind::bad_input, "FILE", "name the files, or --undo"});
  if (texts.undo) return take_back(options, desk, office);
  if (!texts.left_out.empty() && !texts.dry_run) {
    const Status ruled = set_left_out(options.database, texts.left_out == "cancel", desk, office);
    if (!ruled) return report_import(ruled.error());
  }
  const auto imported = desk.import({options.files.begin(), options.files.end()}, *choices, office, {});
  end_progress(stderr, choices->progress);
  if (!imported) return report_import(imported.error());
  int code = exit_ok;
  for (const ImportedFile& one : *imported) {
    code = std::max({code, tell(one, texts), tell_rejects(options, *choices, one)});
  }
  return code;
}

}  // namespace dockhand
