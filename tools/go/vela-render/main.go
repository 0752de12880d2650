// Command vela-render renders KubeVela Applications to Kubernetes objects with
// KubeVela's own code, for a Kubernetes version of one's choice, without a
// cluster, a kubeconfig or the network. It prints YAML documents.
//
//	vela-render -definitions DIR [-kubernetes 1.34] APPLICATION.yaml
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/kubevela/pkg/cue/cuex"
	"github.com/oam-dev/kubevela/apis/types"
	"github.com/oam-dev/kubevela/pkg/utils/common"
	cmdutil "github.com/oam-dev/kubevela/pkg/utils/util"
	"github.com/oam-dev/kubevela/references/cli"
	"k8s.io/client-go/rest"
)

func main() {
	definitions := flag.String("definitions", "", "folder of CUE definitions, read with all its subfolders")
	kubernetes := flag.String("kubernetes", "1.34", "Kubernetes version to render for")
	flag.Parse()
	if flag.NArg() != 1 || *definitions == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := render(flag.Arg(0), *definitions, *kubernetes); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func render(application, definitions, kubernetes string) error {
	major, minor, ok := strings.Cut(kubernetes, ".")
	if !ok {
		return fmt.Errorf("%q is not a Kubernetes version such as 1.34", kubernetes)
	}
	// Without this, KubeVela renders for Kubernetes 1.0, with APIs long gone.
	types.ControlPlaneClusterVersion = types.ClusterVersion{Major: major, Minor: minor}
	// CUE packages from the cluster: there is no cluster to ask.
	cuex.EnableExternalPackageForDefaultCompiler = false
	cuex.EnableExternalPackageWatchForDefaultCompiler = false

	args := common.Args{Schema: common.Scheme}
	if err := args.SetConfig(&rest.Config{}); err != nil {
		return err
	}
	options := &cli.DryRunCmdOptions{
		IOStreams:        cmdutil.IOStreams{In: strings.NewReader(""), Out: io.Discard, ErrOut: os.Stderr},
		ApplicationFiles: []string{application},
		DefinitionFile:   definitions,
		OfflineMode:      true,
	}
	rendered, err := cli.DryRunApplication(options, args, "default", "default")
	if err != nil {
		return fmt.Errorf("%s: %w", application, err)
	}
	_, err = rendered.WriteTo(os.Stdout)
	return err
}
