// A program's command line, read by descriptions.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/model/exit_code.h"
#include "storage/options/command_line.h"
#include "storage/options/file_itself.h"
#include "tests/support/unity.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() { file = std::filesystem::temp_directory_path() / ("program-" + std::to_string(::getpid()) + ".toml"); }
  void tearDown() { std::filesystem::remove(file); }

  std::string file;  // of options
  std::string database, name;
  std::string in;
  std::vector<std::string> also, files;
  int hours = 24;
  bool make = false;
  std::set<std::string> given;
  std::string ran = "none";

  Program program() {
    const auto greet = [this](const std::set<std::string>& said) {
      given = said;
      ran = "greet";
      return 7;
    };
    return {
        .name = "program",
        .about = "A program.",
        .options = {option("db", &database, "a file").required(), option("also", &also, "one more"),
                    option("every_hours", &hours, "how often").within(1, 100).with_standard(),
                    option("files_in", &in, "a folder"), option("files_make", &make, "a flag")},
        .commands = {{"greet",
                      "greets",
                      {argument("FILE", &files, "files"), option("first_name", &name, "whom").one_of({"Anna", "Ben"})},
                      greet},
                     {"rest",
                      "rests",
                      {},
                      [this](const std::set<std::string>&) {
                        ran = "rest";
                        return 0;
                      }}},
        .without_command =
            [this] {
              ran = "without";
              return 5;
            },
        .file = OptionFile{
            "a file of options", {"files"}, OptionFile::NamedTables{"sites", "also", {"db", "users", "files_in"}}}};
  }
  int run(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "program");
    return run_program(program(), static_cast<int>(arguments.size()), arguments.data());
  }
};

}  // namespace

TEST(a_command_runs_with_its_options_and_says_which_were_given) {
  REQUIRE(run({"greet", "--first-name", "Anna", "a.csv", "b.csv", "--db", "x.db"}) == 7);
  REQUIRE(ran == "greet");
  REQUIRE(name == "Anna");
  REQUIRE(files == std::vector<std::string>{"a.csv", "b.csv"});
  REQUIRE(database == "x.db");
  REQUIRE(given == std::set<std::string>{"FILE", "first_name"});
}

TEST(a_program_runs_without_a_command_where_it_may) {
  REQUIRE(run({"--db", "x.db"}) == 5);
  REQUIRE(ran == "without");
}

TEST(a_list_with_a_name_takes_one_text_each_time) {
  REQUIRE(run({"--also", "a=1", "--db", "x.db", "--also", "b=2", "rest"}) == 0);
  REQUIRE(also == std::vector<std::string>{"a=1", "b=2"});
}

TEST(a_wrong_command_line_ends_with_the_exit_code_of_wrong_usage) {
  REQUIRE(run({"greet"}) == exit_usage);  // without --db
  REQUIRE(run({"--db", "x.db", "--every-hours", "0"}) == exit_usage);
  REQUIRE(run({"--db", "x.db", "greet", "--first-name", "Carla"}) == exit_usage);
  REQUIRE(run({"--db", "x.db", "--unknown"}) == exit_usage);
  REQUIRE(run({"--db", "x.db", "unknown"}) == exit_usage);
  REQUIRE(ran == "none");
}

TEST(options_stand_in_a_file_and_those_of_a_table_begin_with_its_name) {
  std::ofstream(file) << "db = \"x.db\"\nevery-hours = 3\n[files]\nin = \"/srv/in\"\nmake = true\n";
  REQUIRE(run({"--config", file.c_str()}) == 5);
  REQUIRE(database == "x.db");
  REQUIRE(hours == 3);
  REQUIRE(in == "/srv/in");
  REQUIRE(make);
}

TEST(a_table_with_a_name_in_a_file_stands_for_values_of_one_option) {
  std::ofstream(file) << "db = \"x.db\"\n[files]\nmake = true\n[sites.berlin]\ndb = \"b.db\"\nusers = "
                         "\"b.csv\"\n[sites.essen]\ndb = \"e.db\"\n";
  REQUIRE(run({"--config", file.c_str()}) == 5);
  REQUIRE(database == "x.db");
  REQUIRE(make);
  REQUIRE(also == std::vector<std::string>{"berlin:db=b.db", "berlin:users=b.csv", "essen:db=e.db"});
  std::ofstream(file) << "db = \"x.db\"\nalso = [\"a=1\"]\n[sites.berlin]\ndb = \"b.db\"\n";
  also.clear();
  REQUIRE(run({"--config", file.c_str()}) == 5);
  REQUIRE(also == std::vector<std::string>{"a=1", "berlin:db=b.db"});
}

TEST(what_a_table_with_a_name_has_is_written_with_dashes_or_underscores_and_anything_else_is_refused) {
  for (const char* key : {"files_in", "files-in"}) {
    std::ofstream(file) << "db = \"x.db\"\n[sites.berlin]\n" << key << " = \"in\"\n";
    also.clear();
    REQUIRE(run({"--config", file.c_str()}) == 5);
    REQUIRE(also == std::vector<std::string>{"berlin:files_in=in"});
  }
  ran = "none";
  std::ofstream(file) << "db = \"x.db\"\n[sites.berlin]\nfiles_inn = \"in\"\n";
  REQUIRE(run({"--config", file.c_str()}) == exit_usage);
  REQUIRE(ran == "none");
}

TEST(what_a_file_of_options_has_and_no_option_is_called_is_refused) {
  std::ofstream(file) << "db = \"x.db\"\n[files]\nout_there = \"/srv/in\"\n";
  REQUIRE(run({"--config", file.c_str()}) == exit_usage);
  REQUIRE(ran == "none");
}

TEST(a_mistake_in_a_file_of_options_begins_nothing) {
  for (const char* wrong :
       {"db = \"x.db\n", "db = x.db\n", "db = \"x.db\"\ndb = \"y.db\"\n", "db = \"x.db\"\n[file]\nin = \"a\"\n",
        "db = \"x.db\"\nevery_hour = 3\n", "db = 2026-11-30\n", "sites = 3\ndb = \"x.db\"\n"}) {
    CAPTURE(wrong);
    std::ofstream(file) << wrong;
    database.clear();
    REQUIRE(run({"--config", file.c_str()}) == exit_usage);
    REQUIRE(ran == "none");
  }
}

TEST(an_option_of_two_words_stands_in_a_file_with_a_dash_or_an_underscore) {
  for (const char* spelled : {"every-hours", "every_hours"}) {
    std::ofstream(file) << "db = \"x.db\"\n" << spelled << " = 7\n";
    hours = 0;
    REQUIRE(run({"--config", file.c_str()}) == 5);
    REQUIRE(hours == 7);
  }
}

TEST(an_owned_value_is_checked_by_its_owner) {
  std::int64_t kept = 0;
  const auto keep = [&kept](OwnedValue::Value value) -> Status {
    if (std::get<std::int64_t>(value) > 9) return Error{ErrorKind::bad_input, "", "is too large"};
    kept = std::get<std::int64_t>(value);
    return Done{};
  };
  const Program one{.name = "program",
                    .about = "",
                    .options = {{.name = "number", .target = OwnedValue{std::int64_t{1}, keep}, .help = "a number"}},
                    .without_command = [] { return 0; }};
  const std::vector<const char*> good{"program", "--number", "4"}, bad{"program", "--number", "10"};
  REQUIRE(run_program(one, 3, good.data()) == 0);
  REQUIRE(kept == 4);
  REQUIRE(run_program(one, 3, bad.data()) == exit_usage);
}

TEST(a_link_to_a_file_by_which_others_find_it_counts_as_that_file) {
  const test::TemporaryFolder folder;
  const std::filesystem::path real = folder / "real.db", link = folder / "link.db", further = folder / "further.db";
  std::filesystem::create_symlink("real.db", link);  // the file need not be there yet
  std::filesystem::create_symlink(link, further);
  const Program one{.name = "program",
                    .about = "",
                    .options = {option("db", &database, "a file").following_links()},
                    .without_command = [] { return 0; }};
  for (const auto& path : {real, link, further}) {
    const std::vector<const char*> words{"program", "--db", path.c_str()};
    REQUIRE(run_program(one, 3, words.data()) == 0);
    REQUIRE(database == real.string());
  }
  REQUIRE(is_one_file(link, real));
  REQUIRE(is_one_file(folder / "x" / ".." / "real.db", real));
  REQUIRE_FALSE(is_one_file(folder / "other.db", real));
}
