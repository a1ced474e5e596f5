import (
	"context"
{{#sql}}
	"database/sql"
{{/sql}}
	"errors"
	"fmt"
	"log"
{{#usesRandom}}
	"math/rand"
{{/usesRandom}}
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

{{#modules}}
	"{{module|raw}}"
{{/modules}}
)
