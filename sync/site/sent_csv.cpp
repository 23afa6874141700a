#include "sync/site/sent_csv.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Writes a body to a file, because the reader of files wants one. The file is removed with the object.
class BodyFile {
 public:
  explicit BodyFile(const std::string& body) {
    std::string name = (fs::temp_directory_path() / "dockhand-body-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) return;
    path_ = name;
    std::FILE* stream = ::fdopen(file, "wb");
    whole_ = stream != nullptr && std::fwrite(body.data(), 1, body.size(), stream) == body.size();
    if (stream == nullptr) ::close(file);
    if (stream != nullptr && std::fclose(stream) != 0) whole_ = false;
  }
  ~BodyFile() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }
  BodyFile(const BodyFile&) = delete;
  BodyFile& operator=(const BodyFile&) = delete;

  bool whole() const { return whole_; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool whole_ = false;
};

}  // namespace

Error of_line(Error error, const fs::path& file) {
  const std::string name = file.string() + ":";
  const std::string short_name = file.filename().string() + ":";
  for (const std::string& start : {name, short_name}) {
    if (error.place.starts_with(start)) error.place = error.place.substr(start.size());
  }
  return error;
}

Result<ParsedImport> read_sent_table(const std::string& body, const std::string& kind, ImportChoices choices) {
  const BodyFile file(body);
  if (!file.whole()) return Error{ErrorKind::io, "", "the hub cannot write a file for what was sent"};
  auto parsed = parse_import(file.path(), choices);
  if (!parsed || parsed->report.header_line == 0) {
    choices.header.kind = kind;
    if (auto said = parse_import(file.path(), choices); said && said->report.header_line > 0) parsed = std::move(said);
  }
  if (!parsed) return of_line(parsed.error(), file.path());
  for (Error& error : parsed->report.errors) error = of_line(error, file.path());
  return parsed;
}

std::vector<Error> open_questions(const ParsedImport& parsed) {
  std::vector<Error> all;
  all.reserve(parsed.report.questions.size());
  for (const ImportQuestion& one : parsed.report.questions) {
    const bool days = one.about == ImportQuestion::About::days;
    all.push_back({ErrorKind::bad_input, one.column,
                   "'" + printable(one.sample, 40) + "' can be read in two ways: " +
                       (days ? "say dates=dmy or dates=mdy, or send days as 2026-12-31"
                             : "say decimal=. or decimal=, or send numbers without marks between thousands")});
  }
  return all;
}

}  // namespace dockhand
