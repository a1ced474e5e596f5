# SPDX-License-Identifier: GPL-3.0-or-later
# Drives the exported database.yml and pools.rb of the current folder with Debian's Active Record: JSON in, JSON out.
require "active_record"
require "erb"
require "json"
require "yaml"

$stdout.sync = true
ENV["RAILS_ENV"] = "production"
yaml = YAML.load(ERB.new(File.read("config/database.yml")).result, aliases: true)
ActiveRecord::Base.configurations = yaml
ActiveRecord::Base.legacy_connection_handling = false
require "./config/initializers/pools"

class ApplicationRecord < ActiveRecord::Base
  self.abstract_class = true
  Pools.connect(self)
end

def answer(given) = puts(JSON.generate(given))

def query(sql)
  ApplicationRecord.connection_pool.with_connection { |connection| connection.select_one(sql) }
end

# `count` statements at once, which wait at the test's gate: how many were served, how the others failed, and when the first
# of those did.
def hold(pool, count)
  begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  errors = Queue.new
  first = 0
  work = lambda do
    Pools.use(Pools::NAMES[pool]) { query("SELECT pg_advisory_xact_lock_shared(4711)") }
  rescue StandardError => e
    first = ((Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun) * 1000).round
    errors << e.class.name
  end
  Array.new(count) { Thread.new(&work) }.each(&:join)
  names = Array.new(errors.size) { errors.pop }
  { served: count - names.size, failed: names.size, errors: names, firstFailure: first }
end

SESSION = "SELECT pg_backend_pid() AS pid, current_setting('application_name') AS name, " \
          "current_setting('statement_timeout') AS timeout, current_user AS role, current_database() AS database".freeze

COMMANDS = {
  "yaml" => ->(_) { yaml },
  "hold" => ->(g) { hold(g["pool"], g["count"]) },
  "begin" => lambda { |g|
    Thread.new { answer(ends: hold(g["pool"], g["count"])) }
    {}
  },
  "occupy" => lambda { |g|
    Thread.new { Pools.pool(Pools::NAMES[g["pool"]]).checkout && sleep }
    sleep 0.01 until Pools.pool(Pools::NAMES[g["pool"]]).stat[:busy] == 1
    {}
  },
  "route" => ->(g) { { pools: Array.new(g["count"]) { Pools.use { |shard| Pools::NAMES.index(shard) } } } },
  "session" => ->(g) { Pools.use(Pools::NAMES[g["pool"]]) { query(SESSION) } },
  "close" => lambda { |g|
    Thread.new { answer(done: Pools.close_all(g["seconds"])) }
    {}
  }
}.freeze

answer(ready: true)
$stdin.each_line do |line|
  given = JSON.parse(line)
  begin
    answer(COMMANDS.fetch(given["command"]).call(given))
  rescue StandardError => e
    answer(error: "#{e.class}: #{e.message}")
  end
end
